namespace SlackAgents.Gateway.Git;

/// <summary>Bytes that are not what git's protocol allows here.</summary>
internal sealed class PktLineException(string message) : Exception(message);
