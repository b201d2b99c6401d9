using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Intake;

/// <summary>Turns a stored click into a button click (docs.slack.dev/reference/interaction-payloads/block_actions-payload).</summary>
internal sealed class InteractiveHandler(IRequestHandler<ButtonClick> clicks) : IInboxHandler
{
    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.Interactive];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var click = ReadClick(document.RootElement) ?? throw new FormatException("The stored interaction is no click on a message.");
        await clicks.HandleAsync(click with { Key = InboxKey.Of(entry), ReceivedAt = entry.ReceivedAt }, cancellationToken);
    }

    /// <summary>The click without key and time; null when a part of it is missing (a click in a modal has no message).</summary>
    public static ButtonClick? ReadClick(JsonElement payload)
    {
        var user = payload.Nested("user");
        var container = payload.Nested("container");
        var message = payload.Nested("message");
        var action = payload.FirstOf("actions");
        var team = user.Text("team_id") ?? payload.Nested("team").Text("id");
        var channel = payload.Nested("channel").Text("id") ?? container.Text("channel_id");
        var messageTs = container.Text("message_ts") ?? message.Text("ts");
        if (team is null || user.Text("id") is not { } userId || channel is null || messageTs is null || action.Text("action_id") is not { } actionId)
        {
            return null;
        }

        return new ButtonClick(
            Key: string.Empty,
            new PersonId(team, userId),
            channel,
            container.Text("thread_ts") ?? message.Text("thread_ts"),
            messageTs,
            ActionId.Read(actionId),
            action.Text("value") ?? string.Empty,
            payload.Text("response_url"),
            ReceivedAt: default);
    }
}
