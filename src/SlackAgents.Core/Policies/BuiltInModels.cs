namespace SlackAgents.Core.Policies;

/// <summary>
/// Models that agents use, at the list prices as their vendors published them in the autumn of 2026 (Anthropic: cache
/// writes at the 5-minute rate). They change; the operator's own entries come before these.
/// </summary>
internal static class BuiltInModels
{
    private const long LongOpenAI = 272_000;
    private const long LongGemini = 200_000;

    public static IReadOnlyList<ModelPrice> Prices { get; } =
    [
        Of("anthropic", "claude-fable-5*", 10m, 1m, 12.50m, 50m),
        Of("anthropic", "claude-fable-5-1*", 10m, 0.25m, 12.50m, 50m),
        Of("anthropic", "claude-opus-5-5*", 4m, 0.20m, 5m, 20m),
        Of("anthropic", "claude-opus-5*", 5m, 0.50m, 6.25m, 25m),
        Of("anthropic", "claude-opus-4-8*", 5m, 0.50m, 6.25m, 25m),
        Of("anthropic", "claude-opus-4-7*", 5m, 0.50m, 6.25m, 25m),
        Of("anthropic", "claude-opus-4-6*", 5m, 0.50m, 6.25m, 25m),
        Of("anthropic", "claude-opus-4-5*", 5m, 0.50m, 6.25m, 25m),
        Of("anthropic", "claude-opus-*", 15m, 1.50m, 18.75m, 75m),
        Of("anthropic", "claude-3-opus*", 15m, 1.50m, 18.75m, 75m),
        Of("anthropic", "claude-sonnet-5*", 2m, 0.20m, 2.50m, 10m) with { Default = true },
        Of("anthropic", "claude-sonnet-4-6*", 3m, 0.30m, 3.75m, 15m),
        Of("anthropic", "claude-sonnet-4-5*", 3m, 0.30m, 3.75m, 15m),
        Of("anthropic", "claude-sonnet-*", 3m, 0.30m, 3.75m, 15m),
        Of("anthropic", "claude-3-7-sonnet*", 3m, 0.30m, 3.75m, 15m),
        Of("anthropic", "claude-3-5-sonnet*", 3m, 0.30m, 3.75m, 15m),
        Of("anthropic", "claude-haiku-4-5*", 1m, 0.10m, 1.25m, 5m),
        Of("anthropic", "claude-haiku-*", 1m, 0.10m, 1.25m, 5m),
        Of("anthropic", "claude-3-5-haiku*", 0.80m, 0.08m, 1m, 4m),
        Of("anthropic", "claude-3-haiku*", 0.25m, 0.03m, 0.30m, 1.25m),

        Of("openai", "gpt-6-astra*", 10m, 1m, 12.50m, 50m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-6-sol*", 2m, 0.20m, 2.50m, 10m) with { LongContextFrom = LongOpenAI, Default = true },
        Of("openai", "gpt-6-luna*", 0.10m, 0.01m, 0.125m, 0.50m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-5.6*", 4m, 0.40m, 5m, 20m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-5.6-sol*", 4m, 0.40m, 5m, 20m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-5.6-terra*", 2m, 0.20m, 2.50m, 12m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-5.6-luna*", 0.20m, 0.02m, 0.25m, 1.20m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-5.5*", 5m, 0.50m, 5m, 30m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-5.5-pro*", 30m, 30m, 30m, 180m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-5.4*", 2.50m, 0.25m, 2.50m, 15m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-5.4-pro*", 30m, 30m, 30m, 180m) with { LongContextFrom = LongOpenAI },
        Of("openai", "gpt-5.4-mini*", 0.75m, 0.075m, 0.75m, 4.50m),
        Of("openai", "gpt-5.4-nano*", 0.20m, 0.02m, 0.20m, 1.25m),
        Of("openai", "gpt-5.3-codex*", 1.75m, 0.175m, 1.75m, 14m),
        Of("openai", "gpt-5.2*", 1.75m, 0.175m, 1.75m, 14m),
        Of("openai", "gpt-5.2-pro*", 21m, 21m, 21m, 168m),
        Of("openai", "gpt-5.1*", 1.25m, 0.125m, 1.25m, 10m),
        Of("openai", "gpt-5", 1.25m, 0.125m, 1.25m, 10m),
        Of("openai", "gpt-5-20*", 1.25m, 0.125m, 1.25m, 10m),
        Of("openai", "gpt-5-codex*", 1.25m, 0.125m, 1.25m, 10m),
        Of("openai", "gpt-5-mini*", 0.25m, 0.025m, 0.25m, 2m),
        Of("openai", "gpt-5-nano*", 0.05m, 0.005m, 0.05m, 0.40m),
        Of("openai", "gpt-5-pro*", 15m, 15m, 15m, 120m),
        Of("openai", "gpt-4.1*", 2m, 0.50m, 2m, 8m),
        Of("openai", "gpt-4.1-mini*", 0.40m, 0.10m, 0.40m, 1.60m),
        Of("openai", "gpt-4o*", 2.50m, 1.25m, 2.50m, 10m),
        Of("openai", "gpt-4o-mini*", 0.15m, 0.075m, 0.15m, 0.60m),
        Of("openai", "o3", 2m, 0.50m, 2m, 8m),
        Of("openai", "o3-pro*", 20m, 20m, 20m, 80m),

        Of("gemini", "gemini-3.8-flash*", 0.75m, 0.075m, 0.75m, 3.75m),
        Of("gemini", "gemini-3.7-flash*", 0.75m, 0.075m, 0.75m, 3.75m),
        Of("gemini", "gemini-3.6-flash*", 0.75m, 0.075m, 0.75m, 3.75m),
        Of("gemini", "gemini-3.5-flash*", 1.50m, 0.15m, 1.50m, 9m),
        Of("gemini", "gemini-3.5-flash-lite*", 0.30m, 0.03m, 0.30m, 2.50m),
        Of("gemini", "gemini-3.1-pro-preview*", 2m, 0.20m, 2m, 12m) with { LongContextFrom = LongGemini },
        Of("gemini", "gemini-3.1-flash-lite*", 0.25m, 0.025m, 0.25m, 1.50m),
        Of("gemini", "gemini-3-pro*", 2m, 0.20m, 2m, 12m) with { LongContextFrom = LongGemini },
        Of("gemini", "gemini-3-pro-image*", 2m, 2m, 2m, 120m),
        Of("gemini", "gemini-3-flash*", 0.50m, 0.05m, 0.50m, 3m),
        Of("gemini", "gemini-2.5-pro*", 1.25m, 0.125m, 1.25m, 10m) with { LongContextFrom = LongGemini, Default = true },
        Of("gemini", "gemini-2.5-flash*", 0.30m, 0.03m, 0.30m, 2.50m),
        Of("gemini", "gemini-2.5-flash-lite*", 0.10m, 0.01m, 0.10m, 0.40m),
        Of("gemini", "gemini-2.5-flash-image*", 0.30m, 0.30m, 0.30m, 30m),
        Of("gemini", "gemini-flash-latest", 0.75m, 0.075m, 0.75m, 3.75m),
        Of("gemini", "gemini-flash-lite-latest", 0.30m, 0.03m, 0.30m, 2.50m),
    ];

    /// <summary>Short words for the models that people mean most often.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["sonnet"] = "anthropic/claude-sonnet-5",
        ["opus"] = "anthropic/claude-opus-5-5",
        ["haiku"] = "anthropic/claude-haiku-4-5",
        ["fable"] = "anthropic/claude-fable-5-1",
        ["gpt"] = "openai/gpt-6-sol",
        ["gpt-mini"] = "openai/gpt-6-luna",
        ["gemini-pro"] = "gemini/gemini-3.1-pro-preview",
        ["gemini-flash"] = "gemini/gemini-3.8-flash",
    };

    private static ModelPrice Of(string provider, string id, decimal input, decimal cached, decimal cacheWrite, decimal output) => new()
    {
        Provider = provider,
        Id = id,
        InputPerMillion = input,
        CachedInputPerMillion = cached,
        CacheWritePerMillion = cacheWrite,
        OutputPerMillion = output,
    };
}
