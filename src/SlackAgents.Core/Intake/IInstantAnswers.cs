using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake;

/// <summary>Answers that Slack takes only together with the acknowledgement, so within three seconds: nothing here waits for a vendor.</summary>
internal interface IInstantAnswers
{
    /// <summary>What is wrong with the answers, by field; empty when they are taken. Looks at the text alone.</summary>
    IReadOnlyDictionary<string, string> CheckForm(FormSubmission submission);

    /// <summary>What fits what was typed, best first, at most 100.</summary>
    Task<IReadOnlyList<FormChoice>> SuggestAsync(ChoiceQuery query, CancellationToken cancellationToken);
}
