using System.Globalization;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs;

/// <summary>
/// What a change of a run means for those who read its trace: who said what and when the agent was given it, what was asked
/// and answered, who decided. It is read from the stored run before and after, so whoever makes a change need not think of
/// it; every key is made from what happened, so that telling it again adds nothing.
/// </summary>
internal static class RunEvents
{
    /// <summary>A new run.</summary>
    public static IEnumerable<TraceEntry> OfNew(Run run, DateTimeOffset now) =>
    [
        new(0, now, new StateEvent("New", run.State.ToString(), null), "state/0"),
        new(0, now, new AccessEvent(run.Requester.DisplayName, "start", "allowed", run.Surface.ToString()), "access/start"),
        new(run.Turn, now, new StepEvent(QueueStep, "started", null, null), "queue/0"),
    ];

    /// <param name="turns">Those before the change.</param>
    /// <param name="changed">Those that the change adds or replaces.</param>
    public static IEnumerable<TraceEntry> Of(Run before, Run after, IReadOnlyList<Turn> turns, IReadOnlyList<Turn> changed, DateTimeOffset now)
    {
        IEnumerable<(TraceEvent Event, string Key)> events =
        [
            .. OfState(before, after, now),
            .. changed.SelectMany(turn => OfTurn(turns.FirstOrDefault(known => known.Number == turn.Number), turn, after)),
            .. OfQuestions(before.ToolUse, after.ToolUse),
            .. OfApproval(before.Approval, after),
        ];
        return events.Select(one => new TraceEntry(after.Turn, now, one.Event, one.Key));
    }

    /// <summary>What a process that died in between may not have told of the turn under way.</summary>
    public static IEnumerable<TraceEntry> Again(Run run, IReadOnlyList<Turn> turns, DateTimeOffset now)
    {
        var asked = run.ToolUse is { } use ? use with { Questions = [.. use.Questions.Where(question => question.Turn == run.Turn)] } : null;
        IEnumerable<(TraceEvent Event, string Key)> events =
        [
            .. turns.Where(turn => turn.Number == run.Turn && turn.State == TurnState.Active).Select(Prompt),
            .. OfQuestions(before: null, asked),
            .. run.Approval?.Turn == run.Turn ? OfApproval(before: null, run) : [],
        ];
        return events.Select(one => new TraceEntry(run.Turn, now, one.Event, one.Key));
    }

    /// <summary>The agent is given what somebody said.</summary>
    public static (TraceEvent Event, string Key) Prompt(Turn turn) => (new PromptEvent(turn.Prompt, turn.AuthorName, turn.PromptId), $"prompt/{turn.PromptId}");

    /// <summary>Waiting for a free sandbox.</summary>
    public const string QueueStep = "queue";

    private static IEnumerable<(TraceEvent Event, string Key)> OfState(Run before, Run after, DateTimeOffset now)
    {
        if (before.State == after.State)
        {
            yield break;
        }

        yield return (new StateEvent(before.State.ToString(), after.State.ToString(), after.Reason?.ToString()), $"state/{after.Version}");
        if (before.State == RunState.Queued)
        {
            yield return (new StepEvent(QueueStep, "completed", (now - before.StateSince).TotalMilliseconds, null), $"queue/{after.Version}");
        }
        else if (after.State == RunState.Queued)
        {
            yield return (new StepEvent(QueueStep, "started", null, null), $"queue/{after.Version}");
        }
    }

    private static IEnumerable<(TraceEvent Event, string Key)> OfTurn(Turn? before, Turn turn, Run run)
    {
        switch (turn.State)
        {
            case TurnState.Active when before is not { State: TurnState.Active }:
                yield return Prompt(turn);
                break;
            case TurnState.Waiting when before is null && turn.Number > 1 && run.State != RunState.Queued:
                yield return (new NoticeEvent("reply", $"{turn.AuthorName} said something. {When(turn, run)}"), $"reply/{turn.Number}");
                break;
            case TurnState.Waiting when before is { State: TurnState.Waiting } && before.Prompt != turn.Prompt:
                yield return (new NoticeEvent("reply", $"{turn.AuthorName} changed the message before the agent had it."), Key("changed"));
                break;
            case TurnState.Cancelled when before is { State: TurnState.Waiting }:
                yield return (new NoticeEvent("reply", run.State == RunState.Stopped ? $"The agent does not get what {turn.AuthorName} said: the run was stopped." : $"{turn.AuthorName} took the message back before the agent had it."), Key("dropped"));
                break;
            default:
                break;
        }

        string Key(string what) => string.Create(CultureInfo.InvariantCulture, $"reply/{turn.Number}/{what}/{run.Version}");
    }

    private static string When(Turn turn, Run run) => turn.Delivery switch
    {
        TurnDelivery.Now => "The agent gets it while it works.",
        TurnDelivery.Interrupt => "The turn ends for it.",
        _ => run.AtRest ? "The agent gets it next." : "The agent gets it when this turn has ended.",
    };

    private static IEnumerable<(TraceEvent Event, string Key)> OfQuestions(RunToolUse? before, RunToolUse? after)
    {
        foreach (var question in ReferenceEquals(before, after) ? [] : after?.Questions ?? [])
        {
            var id = question.Number.ToString(CultureInfo.InvariantCulture);
            var known = before?.Find(question.Number);
            if (known is null)
            {
                yield return (new QuestionEvent(id, question.Text, question.Options.Count == 0 ? null : question.Options), $"question/{id}");
            }

            if (question.State != QuestionState.Open && known is null or { State: QuestionState.Open })
            {
                yield return (Reply(id, question), $"question/{id}/closed");
            }
        }
    }

    private static ReplyEvent Reply(string id, RunQuestion question) => question.State switch
    {
        QuestionState.Answered => new ReplyEvent(id, question.Answer ?? string.Empty, question.AnsweredBy, "answered"),
        QuestionState.Skipped => new ReplyEvent(id, "Skipped: the agent decides.", question.AnsweredBy, "answered"),
        QuestionState.TimedOut => new ReplyEvent(id, "Nobody answered in time: the agent decides.", null, "expired"),
        _ => new ReplyEvent(id, "The agent went on without an answer.", null, "withdrawn"),
    };

    private static IEnumerable<(TraceEvent Event, string Key)> OfApproval(Approval? before, Run run)
    {
        if (run.Approval is not { } approval || (before?.State == approval.State && before.HeadSha == approval.HeadSha))
        {
            yield break;
        }

        var commit = $"commit {approval.HeadSha}";
        switch (approval.State)
        {
            case ApprovalState.Approved or ApprovalState.Rejected when approval.DecidedBy is { } person:
                yield return (new AccessEvent(person, "approve", approval.State == ApprovalState.Approved ? "approved" : "rejected", commit), $"access/approval/{approval.Turn}/{approval.HeadSha}");
                break;
            case ApprovalState.Expired:
                yield return (new NoticeEvent("approval", $"Nobody decided in time about {commit}. Nothing of it reached GitHub."), $"approval/{approval.Turn}/{approval.HeadSha}/expired");
                break;
            case ApprovalState.Superseded:
                yield return (new NoticeEvent("approval", $"A reply went on instead of a decision about {commit}."), $"approval/{approval.Turn}/{approval.HeadSha}/superseded");
                break;
            default:
                break;
        }
    }
}
