using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Slack.Intake;

/// <summary>Somebody looks at the Home tab (docs.slack.dev/reference/events/app_home_opened).</summary>
internal sealed class HomeOpenedHandler(IRequestHandler<HomeOpened> homes) : IInboxHandler
{
    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.HomeOpened];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var opened = document.RootElement.Nested("event");
        var user = opened.Text("user") ?? throw new FormatException("The stored event names no person.");
        await homes.HandleAsync(new HomeOpened(InboxKey.Of(entry), EventPerson.Of(document.RootElement, opened, user), entry.ReceivedAt), cancellationToken);
    }
}
