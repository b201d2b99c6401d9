using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Slack.Intake;

/// <summary>Turns a stored submission into the answers of a form (docs.slack.dev/reference/interaction-payloads/view-interactions-payload).</summary>
internal sealed class FormSubmissionHandler(IRequestHandler<FormSubmission> forms) : IInboxHandler
{
    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.FormSubmission];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var submission = InteractionReader.ReadSubmission(document.RootElement) ?? throw new FormatException("The stored interaction is no form.");
        await forms.HandleAsync(submission with { Key = InboxKey.Of(entry), ReceivedAt = entry.ReceivedAt }, cancellationToken);
    }
}
