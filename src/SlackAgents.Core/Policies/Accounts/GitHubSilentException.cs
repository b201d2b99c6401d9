namespace SlackAgents.Core.Policies.Accounts;

/// <summary>GitHub did not say what it was asked for. The message is a sentence for people, without secrets.</summary>
internal sealed class GitHubSilentException(string message, Exception? inner = null) : Exception(message, inner);
