namespace SlackAgents.Playground.Slack.Api;

internal enum RateLimits
{
    /// <summary>As the service: tiers per method, one post per second and channel.</summary>
    Strict,

    /// <summary>Nothing is refused; for tests that are about something else.</summary>
    Relaxed,
}
