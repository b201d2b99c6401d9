using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Traces;
using SlackAgents.Core.Runs.Approvals;

namespace SlackAgents.Core.Runs.Messages;

/// <summary>Draws the root message of a run from its state as it is now. Read on phones: what is as usual has no line.</summary>
internal sealed class RunCard(TraceLinks traceLinks, LiveRuns liveRuns, RunQueue queue, SecretRedactor redactor, IOptions<RunsOptions> limits, TimeProvider time)
{
    public ReplyContent Draw(Run run)
    {
        var live = run.AtRest ? null : liveRuns.Find(run.Id);
        var parts = new List<ReplyPart> { new Headline(run.Title), new Facts(Facts(run)) };
        if (live is not null)
        {
            AddProgress(parts, run, live);
        }

        AddNote(parts, Surroundings(run));
        AddNote(parts, Links(run));
        parts.Add(new Buttons(ButtonsFor(run)));
        parts.Add(new Note(Footer(run)));
        return new ReplyContent($"{RunTexts.State(run)}: {run.Title}", parts);
    }

    private static void AddNote(List<ReplyPart> parts, IEnumerable<string> sentences)
    {
        if (string.Join(" · ", sentences) is { Length: > 0 } note)
        {
            parts.Add(new Note(note));
        }
    }

    private List<Fact> Facts(Run run)
    {
        var facts = new List<Fact>
        {
            new("State", StateLine(run)),
            new("Repository", $"{run.Repository}{(run.Base is null ? string.Empty : $" @ {run.Base}")} ({run.RepositoryChoice})"),
            new("Agent", $"{run.Harness} · {run.Model}{(run.FellBackFrom is { } first ? $" (instead of {first})" : string.Empty)}"),
            new("Cost", RunTexts.Cost(liveRuns.Find(run.Id)?.Usage ?? run.Usage)),
        };
        if (run.Changes is { } changes)
        {
            facts.Add(new Fact("Changes", changes.ToString()));
        }

        if (run.PullRequestUrl is { } url)
        {
            facts.Add(new Fact("Pull request", RunTexts.PullRequest(run), url));
        }

        if (run.Checks is { } checks)
        {
            facts.Add(new Fact("Checks", RunTexts.Checks(checks)));
        }

        return facts;
    }

    private string StateLine(Run run)
    {
        var state = RunTexts.State(run);
        if (run.State == RunState.Queued)
        {
            return queue.PositionOf(run.Id) is { } position ? $"{state}, number {position} in line" : state;
        }

        if (run.AtRest || run.TurnStartedAt is not { } started)
        {
            return run.Reason is null || run.State == RunState.Finished ? state : $"{state}: {RunTexts.Sentence(run)}";
        }

        var turn = run.Turn > 1 ? $", turn {run.Turn}" : string.Empty;
        return $"{state}{turn}, {RunTexts.Elapsed(time.GetUtcNow() - started)}";
    }

    private void AddProgress(List<ReplyPart> parts, Run run, LiveRun live)
    {
        var progress = live.Progress;
        if (progress.Todo.Count > 0)
        {
            var tasks = progress.Todo.Select(item => new PlanTask(redactor.Redact(item.Text), StateOf(item))).ToList();
            var done = tasks.Count(task => task.State == PlanTaskState.Complete);
            parts.Add(new Plan($"Plan: {done} of {tasks.Count} done", tasks));
        }

        if (run.State == RunState.Running && progress.Report is { Length: > 0 } report)
        {
            parts.Add(new Note($"Reported: {redactor.Redact(report)}"));
        }

        parts.Add(new Note(Step(run, live)));
    }

    /// <summary>What it is at, and since when nothing was heard of it.</summary>
    private string Step(Run run, LiveRun live)
    {
        var (now, progress) = (time.GetUtcNow(), live.Progress);
        var silence = RunSilence.Of(live, now);
        var isLong = silence >= RunSilence.Long;
        if (run.State == RunState.Running && progress.HeardAt is not null)
        {
            var activity = progress.Activity is { Length: > 0 } last ? redactor.Redact(last) : RunTexts.StepOf(progress, now);
            return isLong ? $"No output for {(int)silence.TotalMinutes} min; last: {activity}" : progress.Activity is null ? Named(activity) : $"Now: {activity}";
        }

        var step = run.State == RunState.Running && silence >= RunSilence.First
            ? $"Waiting for the agent's first word, {RunTexts.Elapsed(silence)}"
            : Named(RunTexts.StepOf(progress, now));
        return isLong && progress.LastKnown is { } known ? $"{step}; last known: {redactor.Redact(known)}" : step;
    }

    /// <summary>What the agent was given and what holds it.</summary>
    private IEnumerable<string> Surroundings(Run run)
    {
        if (run.Context is { } context)
        {
            yield return $"Given: {RunTexts.Given(context)}";
        }

        if (!run.AtRest)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"No network · at most ${limits.Value.MaxCostUsd:0.##} and {RunTexts.Short(limits.Value.TurnTimeout)} a turn");
        }

        if (!run.Push)
        {
            yield return "push=off: nothing will be pushed";
        }
    }

    /// <summary>What else belongs to it.</summary>
    private static IEnumerable<string> Links(Run run)
    {
        if (run.WaitingReplies > 0)
        {
            yield return run.WaitingReplies == 1 ? "1 reply waits for the next turn" : $"{run.WaitingReplies} replies wait for the next turns";
        }

        if (run.Muted)
        {
            yield return "🔇 Muted: replies do not reach the agent";
        }

        if (run.ForkedFrom is { } origin)
        {
            yield return $"Forked from run {origin}";
        }

        if (run.ReplacedBy is { } successor)
        {
            yield return $"Replaced by run {successor}";
        }
    }

    private static string Footer(Run run) =>
        $"Run {run.Id} · asked by {run.Requester.DisplayName} · {(run.AtRest ? "reply in this thread to go on" : "reply in this thread to steer, say stop to stop")}";

    private List<Button> ButtonsFor(Run run)
    {
        var buttons = new List<Button>();
        if (!run.AtRest)
        {
            buttons.Add(new Button("stop", "Stop", run.Id.Value, ButtonStyle.Danger));
        }

        if (run is { State: RunState.Queued or RunState.Preparing or RunState.Running, PushedSha: null })
        {
            buttons.Add(new Button("change_repo", "Change repo", run.Id.Value));
        }

        if (run.PullRequestUrl is { } pullRequest)
        {
            buttons.Add(new Button("open_pr", "Open PR", run.Id.Value, ButtonStyle.Primary, pullRequest));
        }

        if (run.State == RunState.Held)
        {
            buttons.AddRange(ApprovalMessages.ChoicesOf(run));
        }

        if (run.AtRest && run.State != RunState.Held)
        {
            buttons.AddRange(RunTexts.AgainButtons(run, canRetry: run.State is RunState.Failed or RunState.Stopped));
        }

        buttons.Add(new Button("view_trace", "View trace", run.Id.Value, Url: traceLinks.Create(run.Id, run.LinkGeneration)));
        return buttons;
    }

    private static PlanTaskState StateOf(TodoItem item) => item.Status switch
    {
        "completed" => PlanTaskState.Complete,
        "in_progress" => PlanTaskState.InProgress,
        _ => PlanTaskState.Pending,
    };

    /// <summary>A step with a number says already that it is one.</summary>
    private static string Named(string step) => step.StartsWith("step ", StringComparison.Ordinal) ? $"S{step[1..]}" : $"Step: {step}";
}
