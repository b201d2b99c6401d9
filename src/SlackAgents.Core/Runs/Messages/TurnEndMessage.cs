using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Messages;

/// <summary>The one message that ends a turn: cause, numbers, next step. It notifies; the card does not.</summary>
internal sealed class TurnEndMessage(TraceLinks traceLinks, TimeProvider time)
{
    /// <summary>Characters of the agent's answer that the message shows; a longer one is shortened here and comes as a file as well.</summary>
    public const int MaxAnswer = 2_500;

    /// <summary>The same key for the same turn, whatever happens: one terminal message.</summary>
    public static string KeyOf(RunId run, int turn) => $"{run}/turn{turn}/end";

    /// <param name="run">The run as it is after the change.</param>
    /// <param name="ended">Whether the turn finished, failed or was stopped: a waiting follow-up may have queued the run again already.</param>
    /// <param name="waiting">Follow-ups that come next.</param>
    /// <param name="cancelled">Follow-ups that the stop took away.</param>
    public OutboxMessage Compose(Run run, RunState ended, int waiting, int cancelled)
    {
        var content = new ReplyContent(Summary(run, ended), [.. Parts(run, ended, waiting, cancelled)]);
        return new OutboxMessage
        {
            Key = KeyOf(run.Id, run.Turn),
            Run = run.Id,
            Kind = OutboxKind.Message,
            Priority = OutboxPriority.Terminal,
            Channel = run.Channel,
            Content = content,
            CreatedAt = time.GetUtcNow(),
        };
    }

    /// <summary>What a phone's lock screen and a screen reader get: verdict, title, and the one thing to know besides.</summary>
    private static string Summary(Run run, RunState ended)
    {
        var more = ended == RunState.Finished ? run.PullRequestUrl?.ToString() : ReasonCatalog.Of(run.Reason ?? ReasonCode.InternalError).Sentence;
        return $"{Verdict(run, ended)}: {run.Title}{(more is null ? string.Empty : $" · {more}")}";
    }

    private static string Verdict(Run run, RunState ended) => ended switch
    {
        RunState.Finished when run.Reason == ReasonCode.CompletedWithoutChanges => "✅ Finished, no changes",
        RunState.Finished when !run.Push => "✅ Finished, nothing pushed",
        RunState.Finished when WasThereBefore(run) => "✅ Pull request updated",
        RunState.Finished => "✅ Pull request ready",
        RunState.Stopped => "🛑 Stopped",
        _ => "❌ Failed",
    };

    /// <summary>Runs of older versions do not say which turn opened their pull request.</summary>
    private static bool WasThereBefore(Run run) => run.PullRequestUrl is not null && (run.PullRequestTurn ?? 1) < run.Turn;

    private IEnumerable<ReplyPart> Parts(Run run, RunState ended, int waiting, int cancelled)
    {
        var reason = ReasonCatalog.Of(run.Reason ?? ReasonCode.InternalError);
        var sentence = ended == RunState.Finished ? reason.Sentence : RunTexts.Sentence(run);
        yield return new Paragraph($"{Verdict(run, ended)}. {sentence}", run.MentionAtEnd(ended));
        if (!string.IsNullOrWhiteSpace(run.Answer))
        {
            yield return new AgentText(RunTexts.Bounded(run.Answer, MaxAnswer));
        }

        yield return new Facts(Facts(run, ended));
        if (WorkDone.Of(run, ended) is { Length: > 0 } done)
        {
            yield return new Paragraph(done);
        }

        yield return new Paragraph(NextStep(run, reason, ended, waiting, cancelled));
        yield return new Buttons(ButtonsFor(run, ended, reason));
        yield return new Feedback(run.Id.Value);
    }

    private List<Fact> Facts(Run run, RunState ended)
    {
        var facts = new List<Fact>();
        if (run.PullRequestUrl is { } url)
        {
            facts.Add(new Fact("Pull request", $"{RunTexts.PullRequest(run)} in {run.Repository}", url));
        }

        facts.Add(new Fact("Changes", run.Changes?.ToString() ?? "none"));
        if (run.Changes is not null || run.PushedSha is not null)
        {
            facts.Add(new Fact("Branch", run.PushedSha is null ? $"{run.Branch} (not on GitHub)" : run.Branch));
        }

        if (run.TurnStartedAt is { } started)
        {
            facts.Add(new Fact("Time", RunTexts.Elapsed(time.GetUtcNow() - started)));
        }

        facts.Add(new Fact("Cost", RunTexts.Cost(run.Usage)));
        if (ended != RunState.Finished)
        {
            facts.Add(new Fact("Reason code", (run.Reason ?? ReasonCode.InternalError).ToString()));
        }

        return facts;
    }

    private static string NextStep(Run run, Reason reason, RunState ended, int waiting, int cancelled)
    {
        var kept = ended switch
        {
            RunState.Finished => string.Empty,
            _ when run.Reason == ReasonCode.WorkNotHandedOver => string.Empty,
            _ when run.PushedSha is not null && run.Changes?.HeadSha == run.PushedSha => "The work is kept on the branch. ",
            _ when run.Changes is not null => "The work so far is kept privately with the run; nothing of it is on GitHub. ",
            _ => "Nothing had been changed. ",
        };
        var queued = waiting > 0 ? $" Going on with {waiting} waiting {(waiting == 1 ? "reply" : "replies")}." : string.Empty;
        var dropped = cancelled > 0 ? $" {cancelled} waiting {(cancelled == 1 ? "reply was" : "replies were")} not delivered." : string.Empty;
        var named = run.AgentNamed && Steps.Fallbacks.Concerns(run.Reason ?? ReasonCode.InternalError)
            ? " This agent was named for the run, so no other was tried: to use another one, start a run with other harness= and model= or without them."
            : string.Empty;
        var next = run is { Reason: ReasonCode.Completed, Push: false } ? "Reply here to go on; with push=off the work stays with the run." : reason.NextStep;
        return $"{kept}{next}{named}{queued}{dropped}";
    }

    private List<Button> ButtonsFor(Run run, RunState ended, Reason reason)
    {
        var buttons = new List<Button>();
        if (run.PullRequestUrl is { } url)
        {
            buttons.Add(new Button("open_pr", "Open PR", run.Id.Value, ButtonStyle.Primary, url));
        }

        buttons.AddRange(RunTexts.AgainButtons(run, canRetry: ended != RunState.Finished && reason.CanRetry));

        buttons.Add(new Button("view_trace", "View trace", run.Id.Value, Url: traceLinks.Create(run.Id, run.LinkGeneration)));
        return buttons;
    }
}
