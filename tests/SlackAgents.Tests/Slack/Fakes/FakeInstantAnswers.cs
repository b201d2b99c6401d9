using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>Says what the test wants, and keeps what it was asked.</summary>
internal sealed class FakeInstantAnswers : IInstantAnswers
{
    public List<ChoiceQuery> Queries { get; } = [];

    public Func<FormSubmission, IReadOnlyDictionary<string, string>> Check { get; set; } = _ => new Dictionary<string, string>(StringComparer.Ordinal);

    public Func<ChoiceQuery, CancellationToken, Task<IReadOnlyList<FormChoice>>> Suggest { get; set; } = (_, _) => Task.FromResult<IReadOnlyList<FormChoice>>([]);

    public IReadOnlyDictionary<string, string> CheckForm(FormSubmission submission) => Check(submission);

    public Task<IReadOnlyList<FormChoice>> SuggestAsync(ChoiceQuery query, CancellationToken cancellationToken)
    {
        Queries.Add(query);
        return Suggest(query, cancellationToken);
    }
}
