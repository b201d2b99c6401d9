using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Messages;

/// <summary>Draws the root message of a run from its state as it is now.</summary>
internal sealed class RunCard(TraceLinks traceLinks, LiveRuns liveRuns, RunQueue queue, SecretRedactor redactor, TimeProvider time)
{
    private const int ShownTodoItems = 10;

    public ReplyContent Draw(Run run)
    {
        var state = RunTexts.State(run);
        var parts = new List<ReplyPart>
        {
            new Headline(run.Title),
            new Facts(Facts(run)),
        };
        if (liveRuns.Find(run.Id)?.Progress is { } progress && !run.AtRest)
        {
            AddProgress(parts, run, progress);
        }

        if (run.WaitingReplies > 0)
        {
            parts.Add(new Note(run.WaitingReplies == 1 ? "1 reply waits for the next turn" : $"{run.WaitingReplies} replies wait for the next turns"));
        }

        parts.Add(new Buttons(ButtonsFor(run)));
        parts.Add(new Note($"Run {run.Id} · asked by {run.Requester.DisplayName} · {(run.Push ? "reply in this thread to steer, say stop to stop" : "push=off: nothing will be pushed; reply in this thread to steer")}"));
        return new ReplyContent($"{state}: {run.Title}", parts);
    }

    private IEnumerable<ReplyPart> TodoParts(RunProgress progress)
    {
        if (progress.Todo.Count == 0)
        {
            yield break;
        }

        var lines = progress.Todo.Take(ShownTodoItems).Select(item => item.Status switch
        {
            "completed" => $"✅ {item.Text}",
            "in_progress" => $"▶️ {item.Text}",
            _ => $"▫️ {item.Text}",
        });
        yield return new Paragraph(redactor.Redact(string.Join('\n', lines)));
    }

    private List<Fact> Facts(Run run)
    {
        var facts = new List<Fact>
        {
            new("State", StateLine(run)),
            new("Repository", $"{run.Repository}{(run.Base is null ? string.Empty : $" @ {run.Base}")} ({run.RepositoryChoice})"),
            new("Agent", $"{run.Harness} · {run.Model}{(run.FellBackFrom is { } first ? $" (instead of {first})" : string.Empty)}"),
            new("Branch", run.Branch),
            new("Cost", RunTexts.Cost(liveRuns.Find(run.Id)?.Usage ?? run.Usage)),
        };
        if (run.Changes is { } changes)
        {
            facts.Add(new Fact("Changes", changes.ToString()));
        }

        if (run.PullRequestUrl is { } url)
        {
            facts.Add(new Fact("Pull request", $"#{run.PullRequestNumber}", url));
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

    private void AddProgress(List<ReplyPart> parts, Run run, RunProgress progress)
    {
        parts.AddRange(TodoParts(progress));
        if (run.State == RunState.Running && progress.Report is { Length: > 0 } report)
        {
            parts.Add(new Note($"Reported: {redactor.Redact(report)}"));
        }

        var inStep = RunTexts.Elapsed(time.GetUtcNow() - progress.StepSince);
        parts.Add(run.State == RunState.Running && progress.Activity is { Length: > 0 } activity
            ? new Note($"{progress.Step}: {redactor.Redact(activity)}")
            : new Note($"Step: {progress.Step}, {inStep}"));
    }

    private List<Button> ButtonsFor(Run run)
    {
        var buttons = new List<Button>();
        if (!run.AtRest)
        {
            buttons.Add(new Button("stop", "Stop", run.Id.Value, ButtonStyle.Danger));
        }

        if (run.PullRequestUrl is { } pullRequest)
        {
            buttons.Add(new Button("open_pr", "Open PR", run.Id.Value, ButtonStyle.Primary, pullRequest));
        }

        if (run.State is RunState.Failed or RunState.Stopped)
        {
            buttons.Add(new Button("retry", "Retry", run.Id.Value));
        }

        buttons.Add(new Button("view_trace", "View trace", run.Id.Value, Url: traceLinks.Create(run.Id)));
        return buttons;
    }
}
