using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>Token counts in the spellings of the agents.</summary>
internal static class TokenCounts
{
    public static UsageEvent Read(JsonElement usage)
    {
        var input = Tokens(usage, "inputTokens", "input_tokens");
        var cached = Tokens(usage, "cachedReadTokens", "cached_tokens");
        var output = Tokens(usage, "outputTokens", "output_tokens");

        // Some count what came from a cache into the input, some beside it; only the sum tells.
        var isBeside = Tokens(usage, "totalTokens", "total_tokens") >= input + cached + output;
        return new UsageEvent(isBeside ? input : Math.Max(0, input - cached), cached, output, null);
    }

    private static long Tokens(JsonElement usage, string name, string otherName) =>
        Math.Clamp(usage.Integer(name) ?? usage.Integer(otherName) ?? 0, 0, 1_000_000_000_000);
}
