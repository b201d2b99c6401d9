using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace SlackAgents.GitHub.Http;

/// <summary>When a request is sent again, and after what time.</summary>
internal static class GitHubRetries
{
    public static readonly ResiliencePropertyKey<GitHubRequest> Request = new("github.request");

    /// <summary>Waits up to this long are made here; longer ones are told to the caller, who tells the person.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Outside to inside: limits (the request was not carried out, so it may always be repeated), fresh tokens, outages
    /// (only where repeating does no harm), one attempt's time.
    /// </summary>
    public static ResiliencePipeline<HttpResponseMessage> Build(TimeProvider time, bool isRepeatable)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<LimitException>(exception => exception.RetryAfter <= LongestWait),
                MaxRetryAttempts = 2,
                DelayGenerator = arguments => new ValueTask<TimeSpan?>((arguments.Outcome.Exception as LimitException)?.RetryAfter),
            })
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = arguments => new ValueTask<bool>(
                    arguments.Outcome.Exception is AuthorizationException && arguments.Context.Properties.GetValue(Request, null!) is { IsTokenFresh: true }),
                MaxRetryAttempts = 4,
                // 1 s, 1 s, 1 s, 2 s: GitHub knows a new token everywhere after 5 s (as octokit/auth-app waits).
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(TimeSpan.FromSeconds(arguments.AttemptNumber < 3 ? 1 : 2)),
            });
        if (isRepeatable)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>()
                    .Handle<TimeoutRejectedException>()
                    .Handle<ApiException>(exception => (int)exception.StatusCode >= 500),
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromMilliseconds(500),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        }

        return builder.AddTimeout(AttemptTimeout).Build();
    }
}
