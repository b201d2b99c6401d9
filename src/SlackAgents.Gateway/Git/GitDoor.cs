using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;
using SlackAgents.Gateway.Doors;

namespace SlackAgents.Gateway.Git;

/// <summary>
/// Smart HTTP (git-scm.com/docs/http-protocol) for the run's one repository. Each request ends in one
/// <see cref="GitRequestEvent"/>, whatever happens.
/// </summary>
internal sealed partial class GitDoor(GitFetch fetch, GitPush push, TimeProvider time, ILogger<GitDoor> logger)
{
    public async Task HandleAsync(HttpContext context, Door door, GitRoute route, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var repository = $"{route.Owner}/{route.Name}";
        var service = ServiceOf(context, route);
        var verdict = "refused";
        string? reason = null;
        try
        {
            await ServeAsync(context, door, route, cancellationToken);
            verdict = context.Response.StatusCode < 400 ? "served" : "refused";
        }
        catch (GitRefusal refusal)
        {
            reason = refusal.Message;
            await RefuseAsync(context, refusal.Status, refusal.Message, cancellationToken);
        }
        catch (PktLineException error)
        {
            reason = error.Message;
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "The request is not git's protocol: " + error.Message, cancellationToken);
        }
        catch (BadHttpRequestException error)
        {
            reason = error.Message;
            await RefuseAsync(context, error.StatusCode, "The request was refused: " + error.Message, cancellationToken);
        }
        catch (InvalidDataException error)
        {
            reason = "The body is not valid gzip.";
            Log.BadBody(logger, door.Session.Run, error);
            await RefuseAsync(context, StatusCodes.Status400BadRequest, reason, cancellationToken);
        }
        catch (TimeoutException error)
        {
            reason = error.Message;
            await RefuseAsync(context, StatusCodes.Status504GatewayTimeout, error.Message, cancellationToken);
        }
        catch (Win32Exception error)
        {
            reason = "git could not be started on the host.";
            Log.GitMissing(logger, error);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, reason, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            verdict = "aborted";
            throw;
        }
        finally
        {
            door.Observe(new GitRequestEvent(service, repository, verdict, reason, time.GetElapsedTime(started).TotalMilliseconds));
        }
    }

    private Task ServeAsync(HttpContext context, Door door, GitRoute route, CancellationToken cancellationToken)
    {
        var own = door.Session.Repository;
        if (!RepositoryName.TryParse($"{route.Owner}/{route.Name}", out var asked) || !asked.Equals(own))
        {
            throw new GitRefusal(StatusCodes.Status404NotFound, $"This run may reach {own} and no other repository.");
        }

        context.Response.Headers.CacheControl = "no-cache, max-age=0, must-revalidate";
        return (context.Request.Method, route.Service, route.Query) switch
        {
            ("GET", "info/refs", "?service=" + GitService.UploadPack) => fetch.AdvertiseAsync(context, door, cancellationToken),
            ("GET", "info/refs", "?service=" + GitService.ReceivePack) => push.AdvertiseAsync(context, door, cancellationToken),
            ("POST", GitService.UploadPack, "") when HasType(context, route.Service) => fetch.ServeAsync(context, door, cancellationToken),
            ("POST", GitService.ReceivePack, "") when HasType(context, route.Service) => push.ServeAsync(context, door, cancellationToken),
            ("GET" or "HEAD", _, _) => throw new GitRefusal(StatusCodes.Status403Forbidden, "Only git's smart HTTP protocol is served here; use a git client of version 1.6.6 or later."),
            _ => throw new GitRefusal(StatusCodes.Status404NotFound, "This is not a request of git's smart HTTP protocol."),
        };
    }

    private static bool HasType(HttpContext context, string service) =>
        string.Equals(context.Request.ContentType, GitService.RequestType(service), StringComparison.OrdinalIgnoreCase);

    private static string ServiceOf(HttpContext context, GitRoute route) => route switch
    {
        { Service: GitService.UploadPack or GitService.ReceivePack } => route.Service,
        { Service: "info/refs", Query: "?service=" + GitService.UploadPack } => "info/refs git-upload-pack",
        { Service: "info/refs", Query: "?service=" + GitService.ReceivePack } => "info/refs git-receive-pack",
        _ => $"{Cut(context.Request.Method, 16)} {Cut(route.Service, 100)}",
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";

    private static async Task RefuseAsync(HttpContext context, int status, string sentence, CancellationToken cancellationToken)
    {
        if (context.Response.HasStarted)
        {
            // Half of an answer is out; only a broken connection says that the rest is missing.
            context.Abort();
            return;
        }

        await DoorReply.TextAsync(context, status, sentence, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(3060, LogLevel.Information, "Run {Run} sent a body that is not what its header says")]
        public static partial void BadBody(ILogger logger, RunId run, Exception error);

        [LoggerMessage(3061, LogLevel.Error, "git could not be started; install it on the host or set Gateway:GitProgram")]
        public static partial void GitMissing(ILogger logger, Exception error);
    }
}
