namespace SlackAgents.Core.Policies;

/// <summary>Tokens of one model call, each counted once: cached reads and cache writes are not part of the input.</summary>
internal sealed record ModelUsage(long InputTokens, long CachedInputTokens, long CacheWriteTokens, long OutputTokens)
{
    public static ModelUsage None { get; } = new(0, 0, 0, 0);

    public bool IsNone => this == None;
}
