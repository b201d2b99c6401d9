using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Intake.Home;

/// <summary>Draws the Home tab: what needs the person first, then what runs, then what was. Far below the 100 blocks that Slack takes.</summary>
internal sealed class HomePage(TraceLinks traces, LiveRuns liveRuns, RunQueue queue, IOptions<RunsOptions> limits, TimeProvider time)
{
    public const string NewRunAction = "new_run";

    /// <summary>Shown of each list; the rest is counted.</summary>
    public const int MaxQuestions = 5;
    public const int MaxUnderWay = 10;
    public const int MaxRecent = 10;

    private const int MaxQuestion = 300;
    private const int MaxTitle = 80;

    public ReplyContent Draw(HomeData data)
    {
        var asking = data.UnderWay.Where(NeedsAnswer).ToList();
        var parts = new List<ReplyPart>
        {
            new Headline(asking.Count switch { 0 => "Your runs", 1 => "🙋 One run waits for you", var count => $"🙋 {count} runs wait for you" }),
            new Buttons([new Button(NewRunAction, "New run", "home", ButtonStyle.Primary)]),
        };
        parts.AddRange(asking.Take(MaxQuestions).SelectMany(run => Question(run, data)));
        if (asking.Count > MaxQuestions)
        {
            parts.Add(new Note($"And {asking.Count - MaxQuestions} more; they come up here when these are answered."));
        }

        var others = data.UnderWay.Except(asking).ToList();
        parts.AddRange(UnderWay(others, data));
        parts.AddRange(Recent(data));
        parts.Add(new Note(Capacity()));
        parts.AddRange(Settings(data));
        parts.Add(new Note("Say `/agent` and a task in a channel, or mention me. Reply in a run's thread to steer it; say `stop` there to stop it.\n`/agent help` shows all that I understand."));
        return new ReplyContent("Your runs", parts);
    }

    /// <summary>For whom there is nothing to see.</summary>
    public static ReplyContent Refuse(string sentence) =>
        new("I cannot show you anything here", [new Headline("I cannot show you anything here"), new Paragraph(sentence)]);

    /// <summary>Whether it waits for its person.</summary>
    public static bool NeedsAnswer(Run run) => run.State == RunState.Held || run.ToolUse?.Open is not null;

    private IEnumerable<ReplyPart> Question(Run run, HomeData data)
    {
        if (run is { State: RunState.Held, Approval: { } held })
        {
            yield return new Paragraph($"🙋 {Title(run)}\nApproval needed: {RunTexts.Bounded(string.Join(' ', held.Why), MaxQuestion)}");
            yield return new Buttons([.. ApprovalMessages.ChoicesOf(run), .. ButtonsOf(run, data)]);
            yield break;
        }

        var question = run.ToolUse!.Open!;
        yield return new Paragraph($"🙋 {Title(run)}\n{RunTexts.Bounded(question.Text, MaxQuestion)}");
        yield return new Buttons([.. QuestionMessages.ChoicesOf(run, question), .. ButtonsOf(run, data)]);
    }

    private IEnumerable<ReplyPart> UnderWay(List<Run> runs, HomeData data)
    {
        if (runs.Count == 0 && data.UnderWay.Count == 0)
        {
            yield return new Paragraph("Nothing of yours is running.");
        }

        foreach (var run in runs.Take(MaxUnderWay))
        {
            yield return new Paragraph($"{StateOf(run)} · {Title(run)}\n{run.Repository} · {run.Harness} · {RunTexts.Cost(liveRuns.Find(run.Id)?.Usage ?? run.Usage)}");
            yield return new Buttons(ButtonsOf(run, data));
        }

        if (runs.Count > MaxUnderWay)
        {
            yield return new Note($"And {runs.Count - MaxUnderWay} more; `/agent list` shows them.");
        }
    }

    private IEnumerable<ReplyPart> Recent(HomeData data)
    {
        if (data.Recent.Count == 0)
        {
            yield break;
        }

        yield return new Headline("Recent");
        yield return new Facts([.. data.Recent.Take(MaxRecent).Select(run => new Fact(Title(run), RecentText(run), run.PullRequestUrl ?? data.Threads.GetValueOrDefault(run.Id) ?? traces.Create(run.Id, run.LinkGeneration)))]);
    }

    private static string RecentText(Run run)
    {
        var pullRequest = run.PullRequestNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $" · #{number}") : string.Empty;
        var state = run.PullRequestState is { } known && run.PullRequestNumber is not null ? $" {known.ToString().ToLowerInvariant()}" : string.Empty;
        var cost = run.Usage.ModelCalls == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" · ${run.Usage.CostUsd:0.00}");
        return $"{RunTexts.State(run)}{pullRequest}{state} · {run.Repository}{cost}";
    }

    private static IEnumerable<ReplyPart> Settings(HomeData data)
    {
        yield return new Paragraph($"Your settings\n{string.Join(" · ", data.Settings.Select(fact => $"{fact.Label}: {fact.Value}"))}");
        yield return new Buttons([new Button(SettingsForms.OfPerson, "Edit settings", "home")]);
    }

    private string Capacity() => string.Create(
        CultureInfo.InvariantCulture,
        $"{liveRuns.Count} of {limits.Value.MaxConcurrent} sandboxes at work, {queue.Length} {(queue.Length == 1 ? "run waits" : "runs wait")} · as of {time.GetUtcNow().UtcDateTime:HH:mm:ss} UTC");

    private string StateOf(Run run)
    {
        var state = RunTexts.State(run);
        return run.State == RunState.Queued
            ? queue.PositionOf(run.Id) is { } position ? string.Create(CultureInfo.InvariantCulture, $"{state}, number {position} in line") : state
            : run.TurnStartedAt is { } started ? $"{state}, {RunTexts.Elapsed(time.GetUtcNow() - started)}" : state;
    }

    private List<Button> ButtonsOf(Run run, HomeData data)
    {
        var buttons = new List<Button>();
        if (run.State != RunState.Stopping && !run.AtRest)
        {
            buttons.Add(new Button("stop", "Stop", run.Id.Value, ButtonStyle.Danger));
        }

        if (data.Threads.TryGetValue(run.Id, out var thread))
        {
            buttons.Add(new Button("open_thread", "Open thread", run.Id.Value, Url: thread));
        }

        buttons.Add(new Button("view_trace", "View trace", run.Id.Value, Url: traces.Create(run.Id, run.LinkGeneration)));
        return buttons;
    }

    private static string Title(Run run) => RunTexts.Bounded(run.Title, MaxTitle);
}
