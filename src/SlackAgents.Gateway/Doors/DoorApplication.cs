using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using SlackAgents.Gateway.Git;
using SlackAgents.Gateway.Providers;
using SlackAgents.Gateway.Tools;
using SlackAgents.Gateway.Web;

namespace SlackAgents.Gateway.Doors;

/// <summary>Takes each request to its door. There is no middleware: what is not one of the doors gets a sentence.</summary>
internal sealed partial class DoorApplication(ModelsDoor models, GitDoor git, WebDoor web, ToolsDoor tools, ILogger<DoorApplication> logger) : IHttpApplication<HttpContext>
{
    private const string NoSuchDoor =
        "There is nothing here. The doors of this run are /models/<provider>/, /git/<owner>/<name>.git, /mcp/<server> and the web proxy.";

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        if (exception is not null)
        {
            Log.RequestFailed(logger, context.Request.Method, exception);
        }
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var door = context.Features.Get<Door>() ?? throw new InvalidOperationException("A connection came without its door.");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, door.Closing);
        try
        {
            await RouteAsync(context, door, ending.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or ConnectionAbortedException or ConnectionResetException
                                      && ending.IsCancellationRequested)
        {
            // The client left or the run ended. What was seen until then has been observed by the door itself.
            context.Abort();
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await DoorReply.TextAsync(context, error.StatusCode, "The request could not be read: " + error.Message, ending.Token);
        }
    }

    private Task RouteAsync(HttpContext context, Door door, CancellationToken cancellationToken)
    {
        if (!door.Rate.TryTake())
        {
            context.Response.Headers.RetryAfter = "1";
            return DoorReply.TextAsync(context, StatusCodes.Status429TooManyRequests, "This run sends too many requests. Wait a second and go on more slowly.", cancellationToken);
        }

        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        return DoorRouter.Route(request.Method, request.RawTarget) switch
        {
            ModelsRoute route => models.HandleAsync(context, door, route, cancellationToken),
            GitRoute route => git.HandleAsync(context, door, route, cancellationToken),
            ToolsRoute route => tools.HandleAsync(context, door, route, cancellationToken),
            WebRoute route => web.HandleAsync(context, door, route, cancellationToken),
            _ => DoorReply.TextAsync(context, StatusCodes.Status404NotFound, NoSuchDoor, cancellationToken),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(3010, LogLevel.Error, "A {Method} request at a run's door failed unexpectedly")]
        public static partial void RequestFailed(ILogger logger, string method, Exception error);
    }
}
