namespace SlackAgents.Slack.Installations;

/// <summary>A stored token cannot be opened: its key is missing, another one, or what is stored was changed.</summary>
internal sealed class TokenSealException(string message, Exception? inner = null) : Exception(message, inner);
