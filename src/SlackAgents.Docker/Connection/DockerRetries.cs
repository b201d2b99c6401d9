using System.Net;
using Polly;
using Polly.Retry;

namespace SlackAgents.Docker.Connection;

/// <summary>
/// Retries for calls without a second effect. Under live-restore an engine is back 0.4 s after it was killed, without it
/// after 7–11 s; the delays 0.2, 0.4, 0.8, 1.6, 3.2, 6.4 s reach beyond both.
/// </summary>
internal static class DockerRetries
{
    public static ResiliencePipeline<HttpResponseMessage> Build(TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 6,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = false,
                ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome.Exception)),
            })
            .Build();

    /// <summary>A time-out is not repeated: the caller has waited long enough, and a slow engine only gets slower.</summary>
    private static bool IsPassing(Exception? exception) => exception switch
    {
        DockerUnreachableException { InnerException: TimeoutException } => false,
        DockerUnreachableException => true,
        DockerApiException { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable } => true,
        _ => false,
    };
}
