using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Gateway.Tools;

/// <summary>
/// The host's own tool server. It keeps nothing between requests, so a host that was restarted goes on where the other
/// one was: what lasts is with the run.
/// </summary>
internal sealed class BuiltInServer(TimeProvider time, ILoggerFactory loggers)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private static readonly Implementation Self = new() { Name = McpOptions.BuiltInName, Title = "SlackAgents", Version = "1.0.0" };

    public async Task AnswerAsync(HttpContext context, IAgentTools tools, ToolRequest request, CancellationToken cancellationToken)
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
            if (!await HandleAsync(message, body, tools, cancellationToken))
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
    private async Task<bool> HandleAsync(JsonRpcMessage message, Stream body, IAgentTools tools, CancellationToken cancellationToken)
    {
        await using var transport = new StreamableHttpServerTransport(loggers) { Stateless = true };
        await using var server = McpServer.Create(transport, Describe(tools), loggers, serviceProvider: null);
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

    private static McpServerOptions Describe(IAgentTools tools) => new()
    {
        ServerInfo = Self,
        Capabilities = new ServerCapabilities { Tools = new ToolsCapability() },
        Handlers = new McpServerHandlers
        {
            ListToolsHandler = static (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = BuiltInTools.All }),
            CallToolHandler = async (call, token) =>
            {
                var answer = await BuiltInTools.CallAsync(tools, call.Params?.Name ?? string.Empty, call.Params?.Arguments, token);
                return new CallToolResult { Content = [new TextContentBlock { Text = answer.Text }], IsError = answer.IsError };
            },
        },
    };

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
}
