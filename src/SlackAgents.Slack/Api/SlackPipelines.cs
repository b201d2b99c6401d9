using System.Text.Json;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace SlackAgents.Slack.Api;

/// <summary>
/// How often and when a call is repeated. A rate limit is: Slack did nothing. What may have been done is repeated only
/// when it does no harm; a post is not, since Slack would show it twice (the outbox looks for its key first).
/// </summary>
internal sealed class SlackPipelines(TimeProvider timeProvider)
{
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Longer pauses are handed to the caller, who has better things to do than to wait.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private const int MaxRepeats = 3;

    public ResiliencePipeline<JsonElement> Repeatable { get; } = Build(timeProvider, whenUnsure: true);

    public ResiliencePipeline<JsonElement> Once { get; } = Build(timeProvider, whenUnsure: false);

    private static ResiliencePipeline<JsonElement> Build(TimeProvider timeProvider, bool whenUnsure) =>
        new ResiliencePipelineBuilder<JsonElement> { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions<JsonElement>
            {
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRepeat(arguments.Outcome.Exception, whenUnsure)),
                MaxRetryAttempts = MaxRepeats,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = TimeSpan.FromSeconds(8),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as SlackException)?.RetryAfter),
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = CallTimeout })
            .Build();

    private static bool ShouldRepeat(Exception? exception, bool whenUnsure) => exception switch
    {
        SlackException { IsRateLimit: true } limited => limited.RetryAfter is null || limited.RetryAfter <= LongestPause,
        SlackException { IsUnsure: true } => whenUnsure,
        TimeoutRejectedException => whenUnsure,
        _ => false,
    };
}
