using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Draws the conclusions from a turn that was followed to its end: what is remembered of it, and where the run goes.</summary>
internal sealed class TurnConclusion(BranchChanges changes, RunStateChanger changer, TurnEnding ending, TurnRepeats repeats, TurnReports reports, RunTrace trace)
{
    private const int MaxAnswer = 20_000;
    private const int MaxSessionId = 128;

    private static readonly RunState[] Running = [RunState.Running];
    private static readonly RunState[] Stopping = [RunState.Stopping];

    public async Task ConcludeAsync(Run run, LiveRun live, TurnResult result, CancellationToken handOver)
    {
        await RecordAsync(run, live, result, handOver);
        var summary = await changes.SummarizeAsync(run, handOver) ?? run.Changes;
        await reports.KeepFilesAsync(run, result.Outcome, summary?.HeadSha, handOver);
        var next = await GoOnAsync(run, result, current => Remember(current, live, result, summary), handOver);
        if (next is null or { State: RunState.Stopping })
        {
            var stopped = await changer.UpdateAsync(run.Id, Stopping, current => Remember(current, live, result, summary), handOver);
            await EndStoppedAsync(stopped ?? run, summary, handOver);
        }
    }

    /// <summary>The harness's answer and failure, in one place for all of them. Read a second time, they are not written again.</summary>
    private async Task RecordAsync(Run run, LiveRun live, TurnResult result, CancellationToken handOver)
    {
        var outcome = result.Outcome;
        if (outcome.Answer.Length > 0)
        {
            await trace.StoreAsync(run, new AnswerEvent(outcome.Answer), $"answer/{run.Turn}/{result.PromptId}", handOver);
        }

        if (result.UnknownLines > 0)
        {
            trace.Write(run, new NoticeEvent("unknown_lines", $"{result.UnknownLines} {(result.UnknownLines == 1 ? "line" : "lines")} of {run.Harness} were of a kind that no rule knows; they are shown as they are."), $"unknown/{run.Turn}/{result.PromptId}");
        }

        // What was stopped on purpose did not fail.
        if (outcome.Reason != ReasonCode.Completed && !live.Stopping.IsCancellationRequested)
        {
            var message = string.IsNullOrWhiteSpace(outcome.Detail) ? ReasonCatalog.Of(outcome.Reason).Sentence : outcome.Detail;
            await trace.StoreAsync(run, new ErrorEvent(outcome.Reason.ToString(), message), $"outcome/{run.Turn}/{result.PromptId}", handOver);
        }
    }

    /// <summary>What was learned and where the run goes are one change: the cursor is behind the turn's output from here on.</summary>
    private async Task<Run?> GoOnAsync(Run run, TurnResult result, Func<Run, Run> remember, CancellationToken handOver)
    {
        var outcome = result.Outcome;
        if (outcome.Reason == ReasonCode.Completed)
        {
            return await changer.UpdateAsync(run.Id, Running, current => remember(current) with { State = RunState.Publishing }, handOver);
        }

        var repeated = await changer.ChangeAsync(run.Id, Running, (current, turns) => repeats.Decide(current, remember(current), turns, outcome), handOver);
        if (repeated is { Changed: true })
        {
            trace.Write(run, new NoticeEvent("repeat", Notice(repeated.Run, outcome.Reason)), $"repeat/{run.Turn}/{result.PromptId}");
            return repeated.Run;
        }

        return await ending.EndAsync(run, remember, outcome.Reason, outcome.Detail, Running, handOver);
    }

    private static string Notice(Run next, ReasonCode reason) => reason == ReasonCode.HarnessSessionLost
        ? "The agent's earlier session could not be found. The turn is begun again in a new one, which is told what was before."
        : $"{next.FellBackFrom} could not go on ({reason}). The turn is begun again with {next.Harness} · {next.Model}.";

    private Run Remember(Run current, LiveRun live, TurnResult result, BranchSummary? summary)
    {
        var isLost = result.Outcome.Reason == ReasonCode.HarnessSessionLost;
        return current with
        {
            Answer = result.Outcome.Answer is { Length: > 0 } answer ? RunTexts.Bounded(answer, MaxAnswer) : current.Answer,
            SessionId = !isLost && SessionOf(result.Outcome) is { } session ? session : current.SessionId,
            SessionStarted = !isLost && (current.SessionStarted || result.Outcome.SessionId is not null),
            TurnCursor = result.Cursor?.ToString() ?? current.TurnCursor,
            Usage = live.Usage,
            Changes = summary,
            Report = reports.Of(live),
        };
    }

    /// <summary>The harness's own name for its session. It becomes an argument of its command line, so it has to look like a name.</summary>
    private static string? SessionOf(HarnessOutcome outcome) =>
        outcome.SessionId is { Length: > 0 and <= MaxSessionId } name
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':')
            ? name
            : null;

    /// <summary>A person's stop keeps the work private; a limit publishes what is there, so that nothing paid for is lost.</summary>
    private async Task EndStoppedAsync(Run run, BranchSummary? summary, CancellationToken handOver)
    {
        var reason = run.Reason ?? ReasonCode.StoppedByPerson;
        var byLimit = reason is ReasonCode.TimeLimit or ReasonCode.SilenceLimit or ReasonCode.TokenLimit or ReasonCode.CostLimit
            or ReasonCode.OutputLimit or ReasonCode.DiskLimit;
        if (byLimit && run.Push && summary is not null && summary.HeadSha != run.PushedSha)
        {
            await changer.UpdateAsync(run.Id, Stopping, current => current with { State = RunState.Publishing }, handOver);
            return;
        }

        await ending.EndAsync(run, RunState.Stopped, reason, run.ReasonDetail, Stopping, handOver);
    }
}
