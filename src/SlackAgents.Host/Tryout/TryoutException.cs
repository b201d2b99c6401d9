namespace SlackAgents.Host.Tryout;

/// <summary>The tryout cannot go on; the message is for the person who started it.</summary>
internal sealed class TryoutException(string message) : Exception(message);
