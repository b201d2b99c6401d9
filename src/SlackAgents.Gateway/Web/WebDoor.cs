using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;
using SlackAgents.Gateway.Doors;

namespace SlackAgents.Gateway.Web;

/// <summary>The web is closed: every attempt is refused with the reason, and is on record.</summary>
internal sealed partial class WebDoor(ILogger<WebDoor> logger)
{
    /// <summary>So many attempts have a record each; after that one record stands for <see cref="Bundle"/>.</summary>
    private const int RecordedOneByOne = 1000;

    private const int Bundle = 100;

    private const string Closed =
        "The web is closed for this run: only its repository and its model can be reached. "
        + "Work with what is in the repository and the sandbox; if something from outside is needed, say so in your answer.";

    private const string Reason = "The web is closed for this run.";

    public Task HandleAsync(HttpContext context, Door door, WebRoute route, CancellationToken cancellationToken)
    {
        Record(door, WebTarget.Describe(context.Request.Method), WebTarget.Describe(route.Target));

        // The body is not read; without a close the server would swallow it first.
        context.Response.Headers.Connection = "close";
        return DoorReply.TextAsync(context, StatusCodes.Status403Forbidden, Closed, cancellationToken);
    }

    private void Record(Door door, string method, string target)
    {
        var number = door.CountWebRequest();
        if (number <= RecordedOneByOne)
        {
            door.Observe(new WebRequestEvent(method, target, "refused", Reason));
            Log.Refused(logger, door.Session.Run, method, target);
        }
        else if (number % Bundle == 0)
        {
            door.Observe(new WebRequestEvent(method, target, "refused", $"{Reason} {Bundle} attempts since the last record, this is the latest; {number} in all."));
            Log.RefusedMany(logger, door.Session.Run, number, target);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3030, LogLevel.Information, "Run {Run}: {Method} {Target} refused, the web is closed")]
        public static partial void Refused(ILogger logger, RunId run, string method, string target);

        [LoggerMessage(3031, LogLevel.Warning, "Run {Run}: {Count} attempts at the web refused, the latest at {Target}")]
        public static partial void RefusedMany(ILogger logger, RunId run, int count, string target);
    }
}
