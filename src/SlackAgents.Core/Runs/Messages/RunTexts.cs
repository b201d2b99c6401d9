using System.Globalization;
using SlackAgents.Core.Reasons;

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
        RunState.Finished => run.PullRequestUrl is null ? "✅ Finished" : "✅ Pull request ready",
        RunState.Failed => "❌ Failed",
        RunState.Stopped => "🛑 Stopped",
        _ => run.State.ToString(),
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
