namespace SlackAgents.Playground.Slack.Api;

/// <summary>One request that came too fast and was answered with 429.</summary>
internal sealed record RateBreach(string Method, string? ChannelId, TimeSpan RetryAfter, DateTimeOffset At);
