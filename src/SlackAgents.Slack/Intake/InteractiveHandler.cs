using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Slack.Intake;

/// <summary>Turns a stored click into a button click (docs.slack.dev/reference/interaction-payloads/block_actions-payload).</summary>
internal sealed class InteractiveHandler(IRequestHandler<ButtonClick> clicks) : IInboxHandler
{
    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.Interactive];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var click = InteractionReader.ReadClick(document.RootElement) ?? throw new FormatException("The stored interaction is no click on a message.");
        await clicks.HandleAsync(click with { Key = InboxKey.Of(entry), ReceivedAt = entry.ReceivedAt }, cancellationToken);
    }
}
