namespace SlackAgents.Core.Runs;

/// <summary>What a run used, as metered by the gateway.</summary>
internal sealed record RunUsage(long InputTokens, long CachedInputTokens, long OutputTokens, decimal CostUsd, int ModelCalls)
{
    public static RunUsage None { get; } = new(0, 0, 0, 0, 0);

    public long TotalTokens => InputTokens + CachedInputTokens + OutputTokens;

    public RunUsage Add(RunUsage other) => new(
        InputTokens + other.InputTokens,
        CachedInputTokens + other.CachedInputTokens,
        OutputTokens + other.OutputTokens,
        CostUsd + other.CostUsd,
        ModelCalls + other.ModelCalls);
}
