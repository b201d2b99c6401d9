namespace SlackAgents.Core.Messages;

/// <param name="Total">Messages of the thread, those left out included.</param>
internal sealed record ThreadText(IReadOnlyList<SaidMessage> Messages, int Total);
