using System.Globalization;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Publishing;

namespace SlackAgents.Core.Runs.Messages;

/// <summary>Small wordings that card, messages and answers share.</summary>
internal static class RunTexts
{
    public static string Elapsed(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)time.TotalSeconds)} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min"),
    };

    public static string Cost(RunUsage usage) => usage.ModelCalls == 0
        ? "none yet"
        : string.Create(CultureInfo.InvariantCulture, $"${usage.CostUsd:0.00##} · {Tokens(usage.TotalTokens)} tokens · {usage.ModelCalls} model {(usage.ModelCalls == 1 ? "call" : "calls")}");

    public static string Tokens(long count) => count switch
    {
        < 1_000 => count.ToString(CultureInfo.InvariantCulture),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1000.0:0.#}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000_000.0:0.##}M"),
    };

    /// <summary>State in one word for people, with an emoji that reads at a glance.</summary>
    public static string State(Run run) => run.State switch
    {
        RunState.Queued => "⏳ Queued",
        RunState.Preparing => "🛠 Preparing",
        RunState.Running when run.ToolUse?.Open is not null => "🙋 Waiting for an answer",
        RunState.Running => "⚙️ Working",
        RunState.Stopping when run.Reason == ReasonCode.InterruptedByReply => "↪️ Interrupting…",
        RunState.Stopping => "🛑 Stopping…",
        RunState.Publishing => "📤 Publishing",
        RunState.Held => "🙋 Waiting for approval",
        RunState.Finished => run.PullRequestUrl is null ? "✅ Finished" : "✅ Pull request ready",
        RunState.Failed => "❌ Failed",
        RunState.Stopped => "🛑 Stopped",
        _ => run.State.ToString(),
    };

    /// <summary>The step and how long it takes by now.</summary>
    public static string StepOf(RunProgress progress, DateTimeOffset now) => $"{progress.Step}, {Elapsed(now - progress.StepSince)}";

    /// <summary>A limit in few characters.</summary>
    public static string Short(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h"),
    };

    /// <summary>What the agent was given of the conversation.</summary>
    public static string Given(RunContext context)
    {
        var files = context.Files switch
        {
            0 => string.Empty,
            1 => ", 1 file",
            _ => $", {context.Files} files",
        };
        var left = context.LeftOut.Count == 0 ? string.Empty : $"; left out: {Bounded(string.Join(", ", context.LeftOut), 300)}";
        return $"{context.Messages} of {context.OfMessages} {(context.OfMessages == 1 ? "message" : "messages")}{files}{left}";
    }

    /// <summary>Number of the pull request and what became of it.</summary>
    public static string PullRequest(Run run) => run.PullRequestState is { } state ? $"#{run.PullRequestNumber} ({Lower(state)})" : $"#{run.PullRequestNumber}";

    /// <summary>What GitHub's checks say, worst first.</summary>
    public static string Checks(CheckSummary checks) => string.Join(" · ", new[]
    {
        checks.Failed.Count > 0 ? $"❌ {checks.Failed.Count} failed: {Bounded(string.Join(", ", checks.Failed), 200)}" : string.Empty,
        checks.Pending > 0 ? $"⏳ {checks.Pending} running" : string.Empty,
        checks.Passed > 0 ? $"✅ {checks.Passed} passed" : string.Empty,
    }.Where(part => part.Length > 0).DefaultIfEmpty("none"));

    /// <summary>The ways to go on from a run at rest.</summary>
    public static IEnumerable<Button> AgainButtons(Run run, bool canRetry) =>
        canRetry ? [new Button("retry", "Retry", run.Id.Value), new Button("fork", "Fork", run.Id.Value)] : [new Button("fork", "Fork", run.Id.Value)];

    private static string Lower(PullRequestState state) => state switch
    {
        PullRequestState.Draft => "draft",
        PullRequestState.Open => "open",
        PullRequestState.Merged => "merged",
        _ => "closed",
    };

    /// <summary>The reason with its evidence, if there is any.</summary>
    public static string Sentence(Run run)
    {
        var reason = ReasonCatalog.Of(run.Reason ?? ReasonCode.InternalError);
        return string.IsNullOrWhiteSpace(run.ReasonDetail) ? reason.Sentence : $"{reason.Sentence} ({Bounded(run.ReasonDetail, 600)})";
    }

    /// <summary>At most <paramref name="limit"/> characters, the ellipsis included; no character of two halves is cut in the middle.</summary>
    public static string Bounded(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[limit - 2]) ? limit - 2 : limit - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
