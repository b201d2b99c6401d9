namespace SlackAgents.Core.Intake.Inbox;

/// <summary>An inbox item that is stored and waits to be handled.</summary>
/// <param name="Attempts">How often handling it was begun before now.</param>
internal sealed record InboxEntry(long Id, string Kind, string Payload, DateTimeOffset ReceivedAt, int Attempts);
