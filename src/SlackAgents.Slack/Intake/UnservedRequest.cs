using Microsoft.Extensions.Logging;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Slack.Intake;

/// <summary>Stands in where nothing carries out one kind of request: it is logged and over.</summary>
internal sealed partial class UnservedRequest<TRequest>(ILogger<UnservedRequest<TRequest>> logger) : IRequestHandler<TRequest>
    where TRequest : IPersonRequest
{
    public Task HandleAsync(TRequest request, CancellationToken cancellationToken)
    {
        Log.Unserved(logger, typeof(TRequest).Name, request.Key);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Nothing here carries out {Request} ({Key}); it is over.")]
        public static partial void Unserved(ILogger logger, string request, string key);
    }
}
