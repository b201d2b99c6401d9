using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Keeps whether people found a result good: one word of each person, the latest.</summary>
internal sealed class FeedbackDesk(IRunStore store, RunStateChanger changer, AccessPolicy access, PrivateAnswers answers, TraceWriter trace, TimeProvider time) : IButtonDesk
{
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    public IReadOnlyCollection<string> Actions { get; } = ["feedback"];

    public async Task ClickAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (Parse(click.Value) is not var (id, good) || await store.GetAsync(id, cancellationToken) is not { } run || run.Channel != click.Channel)
        {
            await answers.SayAsync(address, click.Key, "I do not know this run any more.", cancellationToken);
            return;
        }

        var decision = await access.DecideAsync(new AccessQuestion(click.Person, click.Channel, AccessAction.See, run.Requester, run.Repository), cancellationToken);
        if (!decision.Allowed)
        {
            await answers.SayAsync(address, click.Key, decision.Sentence!, cancellationToken);
            return;
        }

        await changer.UpdateAsync(id, AnyState, current => current with { Feedback = With(current.Feedback ?? [], new RunFeedback(click.Person, good)) }, cancellationToken);
        trace.Write(id, new TraceEntry(run.Turn, time.GetUtcNow(), new NoticeEvent("feedback", $"{decision.DisplayName} found the result {(good ? "good" : "not good")}."), $"feedback/{click.Key}"));
        await answers.SayAsync(address, click.Key, good ? "Thanks: noted as good." : "Thanks: noted as not good. Reply in the thread with what to change, or retry.", cancellationToken);
    }

    private static (RunId Id, bool Good)? Parse(string value) =>
        value.Split('/') is [var run, ("good" or "bad") and var word] && RunId.TryParse(run, out var id) && id is { } known ? (known, word == "good") : null;

    private static IReadOnlyList<RunFeedback> With(IReadOnlyList<RunFeedback> before, RunFeedback said) =>
        [.. before.Where(one => one.Person != said.Person).TakeLast(Run.MaxFeedback - 1), said];
}
