using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Slack.Intake;

/// <summary>Turns a stored slash command into a command (docs.slack.dev/interactivity/implementing-slash-commands).</summary>
internal sealed class SlashCommandHandler(IRequestHandler<CommandInvocation> commands) : IInboxHandler
{
    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.SlashCommand];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var payload = document.RootElement;
        var command = new CommandInvocation(
            InboxKey.Of(entry),
            new PersonId(Required(payload, "team_id"), Required(payload, "user_id")),
            Required(payload, "channel_id"),
            ThreadTs: null,
            MessageTs: null,
            SlackText.Unescape(payload.Text("text") ?? string.Empty, keepsChannels: true),
            payload.Text("response_url"),
            entry.ReceivedAt)
        {
            TriggerId = payload.Text("trigger_id"),
        };
        await commands.HandleAsync(command, cancellationToken);
    }

    private static string Required(JsonElement payload, string name) =>
        payload.Text(name) ?? throw new FormatException($"The stored command has no {name}.");
}
