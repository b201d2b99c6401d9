namespace SlackAgents.Host.Manifests;

/// <summary>Slack did not take a manifest. The message says why and what to do, in lines, and carries no token.</summary>
internal sealed class SlackManifestException(string message, Exception? inner = null) : Exception(message, inner);
