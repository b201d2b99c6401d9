namespace SlackAgents.Core.Intake.Inbox;

/// <summary>Handles the inbox entries of the kinds it names. Handling must be safe to repeat: a crash can come in the middle.</summary>
internal interface IInboxHandler
{
    IReadOnlyList<string> Kinds { get; }

    Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken);
}
