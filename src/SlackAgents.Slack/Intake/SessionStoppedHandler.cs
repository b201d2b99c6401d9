using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Slack.Intake;

/// <summary>Slack's own Stop button was pressed (docs.slack.dev/reference/events/agent_session_stopped).</summary>
internal sealed class SessionStoppedHandler(IRequestHandler<SessionStopped> stops) : IInboxHandler
{
    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.SessionStopped];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var stopped = document.RootElement.Nested("event");
        var person = EventPerson.Of(document.RootElement, stopped, Required(stopped, "user"));
        await stops.HandleAsync(
            new SessionStopped(
                InboxKey.Of(entry),
                person,
                Required(stopped, "channel"),
                Required(stopped, "thread_ts"),
                SlackTimestamp.Read(stopped.Text("event_ts")) ?? entry.ReceivedAt,
                entry.ReceivedAt),
            cancellationToken);
    }

    private static string Required(JsonElement stopped, string name) =>
        stopped.Text(name) ?? throw new FormatException($"The stored event has no {name}.");
}
