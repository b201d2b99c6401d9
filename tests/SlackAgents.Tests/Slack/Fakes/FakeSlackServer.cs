using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>Slack's side of Socket Mode on loopback, with real sockets: the test speaks as Slack.</summary>
internal sealed class FakeSlackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<FakeSocket> _sockets = Channel.CreateUnbounded<FakeSocket>();

    private FakeSlackServer(WebApplication app) => _app = app;

    public string ApiUrl => _app.Urls.First() + "/api";

    /// <summary>Next answer of apps.connections.open instead of an address.</summary>
    public string? OpenError { get; set; }

    public int Opened { get; private set; }

    public static async Task<FakeSlackServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseWebSockets();
        var server = new FakeSlackServer(app);
        app.MapPost("/api/apps.connections.open", server.Open);
        app.Map("/link", server.AcceptAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>The next socket that the product opens, greeted.</summary>
    public async Task<FakeSocket> AcceptAsync(CancellationToken cancellationToken, int connections = 1)
    {
        var socket = await _sockets.Reader.ReadAsync(cancellationToken);
        await socket.SendAsync($$"""{"type":"hello","connection_info":{"app_id":"A1"},"num_connections":{{connections}} }""");
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private IResult Open()
    {
        Opened++;
        var error = OpenError;
        return error is null
            ? Results.Json(new { ok = true, url = _app.Urls.First().Replace("http:", "ws:", StringComparison.Ordinal) + "/link?ticket=1" })
            : Results.Json(new { ok = false, error });
    }

    private async Task AcceptAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var fake = new FakeSocket(socket);
        _sockets.Writer.TryWrite(fake);
        await fake.ReadAsync(context.RequestAborted);
    }
}

internal sealed class FakeSocket(WebSocket socket)
{
    private readonly Channel<string> _acknowledged = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Envelope ids, in the order they were acknowledged.</summary>
    public ChannelReader<string> Acknowledged => _acknowledged.Reader;

    /// <summary>Whole acknowledgements by their envelope ids.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>The product closed it with a close frame.</summary>
    public Task Closed => _closed.Task;

    public Task SendAsync(string text) => SendAsync(text, text.Length);

    /// <summary>Sends one message in frames of this size.</summary>
    public async Task SendAsync(string text, int frameSize)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var start = 0; start < bytes.Length; start += frameSize)
        {
            var length = Math.Min(frameSize, bytes.Length - start);
            await socket.SendAsync(bytes.AsMemory(start, length), WebSocketMessageType.Text, start + length == bytes.Length, CancellationToken.None);
        }
    }

    public void Abort() => socket.Abort();

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (result.MessageType is WebSocketMessageType.Close)
                {
                    _closed.TrySetResult();
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, cancellationToken);
                    return;
                }

                var answer = Encoding.UTF8.GetString(buffer.AsSpan(0, result.Count));
                var acknowledgement = JsonDocument.Parse(answer).RootElement;
                if (acknowledgement.TryGetProperty("payload", out var payload))
                {
                    SentPayloads.CheckAcknowledgement(payload.GetRawText());
                }

                var id = acknowledgement.GetProperty("envelope_id").GetString()!;
                Answers[id] = answer;
                _acknowledged.Writer.TryWrite(id);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            _closed.TrySetException(exception);
        }
    }
}
