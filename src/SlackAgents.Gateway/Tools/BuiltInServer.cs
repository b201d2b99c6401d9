using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Gateway.Tools;

/// <summary>
/// The host's own tool server. It keeps nothing between requests, so a host that was restarted goes on where the other
/// one was: what lasts is with the run.
/// </summary>
internal sealed partial class BuiltInServer(TimeProvider time, ILogger<BuiltInServer> logger)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private static readonly Implementation Self = new() { Name = McpOptions.BuiltInName, Title = "SlackAgents", Version = "1.0.0" };

    public async Task AnswerAsync(HttpContext context, IAgentTools tools, string ask, ToolRequest request, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            // As the protocol says for a server without sessions and without messages of its own.
            context.Response.Headers.Allow = HttpMethods.Post;
            throw new ToolRefusal(StatusCodes.Status405MethodNotAllowed, "This server answers requests and sends nothing by itself: use POST.");
        }

        var message = Read(request.Body);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache,no-store";
        await using var body = new EventStream(context.Response.Body);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var alive = message is JsonRpcRequest ? body.KeepAliveAsync(Silence, time, over.Token) : Task.CompletedTask;
        try
        {
            if (!await HandleAsync(message, body, Describe(tools, ask), cancellationToken))
            {
                context.Response.ContentType = null;
                context.Response.StatusCode = StatusCodes.Status202Accepted;
            }
        }
        finally
        {
            await over.CancelAsync();
            await alive;
        }
    }

    /// <returns>Whether there was an answer.</returns>
    private static async Task<bool> HandleAsync(JsonRpcMessage message, Stream body, McpServerOptions options, CancellationToken cancellationToken)
    {
        // Its own log would have several lines for each call; the door keeps the record.
        await using var transport = new StreamableHttpServerTransport(NullLoggerFactory.Instance) { Stateless = true };
        await using var server = McpServer.Create(transport, options, NullLoggerFactory.Instance, serviceProvider: null);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = server.RunAsync(over.Token);
        try
        {
            return await transport.HandlePostRequestAsync(message, body, cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await EndAsync(running);
        }
    }

    private static async Task EndAsync(Task running)
    {
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // It ends by being cancelled.
        }
    }

    private McpServerOptions Describe(IAgentTools tools, string ask) => new()
    {
        ServerInfo = Self,
        Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = BuiltInTools.All(ask) }),
            CallToolHandler = async (call, token) =>
            {
                using var answered = CancellationTokenSource.CreateLinkedTokenSource(token);
                var telling = TellProgressAsync(call, answered.Token);
                var answer = await CallAsync(tools, ask, call.Params, token);
                await answered.CancelAsync();
                await telling;
                return new CallToolResult { Content = [new TextContentBlock { Text = answer.Text }], IsError = answer.IsError };
            },
        },
    };

    /// <summary>
    /// A question may wait for half an hour, and clients give up on a call that shows no progress; those that ask for it
    /// are told that it goes on (modelcontextprotocol.io/specification/2025-06-18/basic/utilities/progress).
    /// </summary>
    private async Task TellProgressAsync(RequestContext<CallToolRequestParams> call, CancellationToken cancellationToken)
    {
        if (call.Params?.ProgressToken is not { } progress)
        {
            return;
        }

        try
        {
            using var timer = new PeriodicTimer(Silence, time);
            for (var told = 1; await timer.WaitForNextTickAsync(cancellationToken); told++)
            {
                await call.Server.NotifyProgressAsync(progress, new ProgressNotificationValue { Progress = told, Message = "Still waiting." }, cancellationToken: cancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // It was answered, or the client has left, which the call itself finds out.
        }
    }

    private async Task<ToolAnswer> CallAsync(IAgentTools tools, string ask, CallToolRequestParams? call, CancellationToken cancellationToken)
    {
        var name = call?.Name ?? string.Empty;
        try
        {
            return await BuiltInTools.CallAsync(tools, ask, name, call?.Arguments, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The boundary of a tool: the agent goes on with its work whatever went wrong on the host.
            Log.Failed(logger, exception, BuiltInTools.All(ask).FirstOrDefault(tool => tool.Name == name)?.Name ?? "unknown");
            return new ToolAnswer("Something went wrong on the host, so this was not done. Go on without it and say so in your final message.", IsError: true);
        }
    }

    private static JsonRpcMessage Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, McpJsonUtilities.DefaultOptions.GetTypeInfo<JsonRpcMessage>())
                ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new ToolRefusal(StatusCodes.Status400BadRequest, "This is no JSON-RPC message.", ToolRefusal.Refused, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3092, LogLevel.Error, "The built-in tool {Tool} failed in a way that nobody foresaw")]
        public static partial void Failed(ILogger logger, Exception exception, string tool);
    }
}
