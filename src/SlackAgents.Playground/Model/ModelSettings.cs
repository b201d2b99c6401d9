namespace SlackAgents.Playground.Model;

/// <summary>How the scripted model lets itself be used.</summary>
internal sealed record ModelSettings
{
    /// <summary>The key it accepts besides <c>fake-…</c>; generated when null.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Seconds in the Retry-After of rate limits and overload.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>Pause between chunks when the step says nothing else: makes a try-out readable.</summary>
    public TimeSpan ChunkGap { get; init; }
}
