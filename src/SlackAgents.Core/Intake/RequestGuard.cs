using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Intake;

/// <summary>
/// What stands around every request, so that none ends without a word. What Slack or GitHub could not answer is thrown
/// on, to be tried again; what is our own fault is told at once, because trying again would only repeat it.
/// </summary>
internal sealed partial class RequestGuard(PrivateAnswers answers, RequestPatience patience, ILogger<RequestGuard> logger)
{
    public async Task RunAsync(IPersonRequest request, PrivateAddress address, Func<Task> handle)
    {
        try
        {
            await handle();
        }
        catch (Exception exception) when (exception is ReplyException or RepositoryException && patience.IsOver(request.ReceivedAt))
        {
            // Before the inbox gives it up without a word.
            Log.Failed(logger, exception, request.Key);
            await answers.SayAsync(
                address,
                request.Key,
                "Slack or GitHub has not answered for minutes, so this was not done. Try again later.",
                CancellationToken.None);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ReplyException or RepositoryException))
        {
            Log.Failed(logger, exception, request.Key);
            await answers.SayAsync(
                address,
                request.Key,
                "Something went wrong on our side, so this was not done. Try again; if it happens again, an operator finds the cause in the log.",
                CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1010, Level = LogLevel.Error, Message = "Request {Key} failed in a way that nobody foresaw")]
        public static partial void Failed(ILogger logger, Exception exception, string key);
    }
}
