using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Takes the answers of one form.</summary>
internal interface IFormDesk
{
    string FormId { get; }

    /// <summary>What is wrong with the answers, by field; empty when they are taken. Looks at the text alone: Slack waits for it.</summary>
    IReadOnlyDictionary<string, string> Check(FormSubmission submission);

    /// <summary>Does what was asked for. The person is known to be a member; what they may do is for the desk to ask.</summary>
    Task SubmitAsync(FormSubmission submission, CancellationToken cancellationToken);
}
