using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Gateway.Doors;
using SlackAgents.Gateway.Web;

namespace SlackAgents.Gateway.Tools;

/// <summary>
/// The way to tool servers, ours and the operator's: MCP over streamable HTTP (modelcontextprotocol.io). Each request is
/// counted, bounded and on record.
/// </summary>
internal sealed partial class ToolsDoor(BuiltInServer builtIn, ToolProxy proxy, IOptions<McpOptions> options, TimeProvider time, ILogger<ToolsDoor> logger)
{
    private const int ClientClosedRequest = 499;

    public async Task HandleAsync(HttpContext context, Door door, ToolsRoute route, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var server = WebTarget.Describe(route.Server);
        ToolRequest? message = null;
        var verdict = "allowed";
        string? reason = null;
        if (!door.TryBeginToolRequest(options.Value.MaxConcurrent))
        {
            await RefuseAsync(new ToolRefusal(StatusCodes.Status429TooManyRequests, $"More than {options.Value.MaxConcurrent} requests to tool servers are under way. Wait for one to end."));
            Observe();
            return;
        }

        try
        {
            // Counted while it is read, so that the refusal is a sentence of ours; the server reads a rest away, not for long.
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            message = await ToolRequest.ReadAsync(context.Request, options.Value.MaxRequestMb * 1024 * 1024, cancellationToken);
            await PassAsync(context, door, route, message, cancellationToken);
        }
        catch (ToolRefusal refusal)
        {
            await RefuseAsync(refusal);
        }
        catch (Exception error) when (error is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            // The client must not take half an answer for a whole one: its connection breaks as the server's did.
            verdict = ToolRefusal.Failed;
            reason = "The answer broke off before its end.";
            Log.Cut(logger, door.Session.Run, server, error);
            context.Abort();
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            reason = $"The client left before the end ({ClientClosedRequest}).";
            throw;
        }
        finally
        {
            door.EndToolRequest();
            Observe();
        }

        async Task RefuseAsync(ToolRefusal refusal)
        {
            verdict = refusal.Verdict;
            reason = refusal.Message;
            Log.Refused(logger, door.Session.Run, server, refusal.Status, refusal.Message, refusal.InnerException);
            await DoorReply.TextAsync(context, refusal.Status, refusal.Message, cancellationToken);
        }

        void Observe() => door.Observe(new ToolServerEvent(
            server, WebTarget.Describe(message?.Method ?? context.Request.Method), message?.Tool, verdict, reason, time.GetElapsedTime(started).TotalMilliseconds));
    }

    private Task PassAsync(HttpContext context, Door door, ToolsRoute route, ToolRequest message, CancellationToken cancellationToken)
    {
        if (route.Server == McpOptions.BuiltInName && door.Session.Tools is { } tools)
        {
            return builtIn.AnswerAsync(context, tools, door.Session.AskTool, message, cancellationToken);
        }

        if (door.Session.ToolServers.Contains(route.Server, StringComparer.Ordinal) && options.Value.Servers.TryGetValue(route.Server, out var server))
        {
            return proxy.ForwardAsync(context, server, message, cancellationToken);
        }

        var known = door.Session.ToolServers.Concat(door.Session.Tools is null ? [] : [McpOptions.BuiltInName]).ToList();
        throw new ToolRefusal(
            StatusCodes.Status404NotFound,
            known.Count == 0 ? "This run has no tool servers." : $"There is no such tool server for this run. There are: {string.Join(", ", known)}.");
    }

    private static partial class Log
    {
        [LoggerMessage(3090, LogLevel.Information, "Run {Run}: a request to the tool server {Server} ended with {Status}: {Sentence}")]
        public static partial void Refused(ILogger logger, RunId run, string server, int status, string sentence, Exception? error);

        [LoggerMessage(3091, LogLevel.Warning, "Run {Run}: the answer of the tool server {Server} broke off")]
        public static partial void Cut(ILogger logger, RunId run, string server, Exception error);
    }
}
