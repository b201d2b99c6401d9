using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Slack.Intake;

/// <summary>Turns a stored shortcut into what was asked for (docs.slack.dev/interactivity/implementing-shortcuts).</summary>
internal sealed class ShortcutHandler(IRequestHandler<ShortcutUsed> shortcuts) : IInboxHandler
{
    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.Shortcut];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var shortcut = InteractionReader.ReadShortcut(document.RootElement) ?? throw new FormatException("The stored interaction is no shortcut.");
        await shortcuts.HandleAsync(shortcut with { Key = InboxKey.Of(entry), ReceivedAt = entry.ReceivedAt }, cancellationToken);
    }
}
