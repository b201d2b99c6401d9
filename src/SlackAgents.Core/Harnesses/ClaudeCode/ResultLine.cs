using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary><c>result</c> lines: the last word on a prompt.</summary>
internal static class ResultLine
{
    public static IEnumerable<LineEvent> Read(JsonElement root)
    {
        var usage = root.Member("usage");
        yield return new LineEvent(
            new UsageEvent(
                Tokens(usage, "input_tokens") + Tokens(usage, "cache_creation_input_tokens"),
                Tokens(usage, "cache_read_input_tokens"),
                Tokens(usage, "output_tokens"),
                Cost(root)),
            "usage");

        // The answer of a turn is said once, at its end, and there may be several results until then.
        var result = ClaudeResult.Read(root);
        if (!result.Succeeded)
        {
            yield return new LineEvent(new ErrorEvent(BoundedText.Name(result.ErrorCode), BoundedText.Cut(result.Message)), "error");
        }
    }

    /// <summary>What this turn cost. <c>total_cost_usd</c> counts the whole session, earlier processes included.</summary>
    public static decimal? Cost(JsonElement root)
    {
        if (root.Member("model_usage_since_last_result") is not { ValueKind: JsonValueKind.Object } models)
        {
            return null;
        }

        var sum = 0m;
        foreach (var model in models.EnumerateObject())
        {
            // A line may claim anything; beyond this it would overflow, not cost.
            sum += Math.Clamp(model.Value.Money("costUSD") ?? 0, 0, 1_000_000_000);
        }

        return sum;
    }

    private static long Tokens(JsonElement? usage, string name) => Math.Clamp(usage?.Integer(name) ?? 0, 0, 1_000_000_000_000);
}
