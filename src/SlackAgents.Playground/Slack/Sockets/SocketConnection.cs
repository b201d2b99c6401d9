using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Slack.Sockets;

/// <summary>One open socket of the app. Sends are one at a time; only the receive loop reads.</summary>
internal sealed class SocketConnection(long number, WebSocket socket, Action abort) : IDisposable
{
    private const int MaxFrame = 1024 * 1024;

    private readonly SemaphoreSlim _sending = new(1, 1);

    public long Number => number;

    /// <summary>Set once Slack said it goes away: nothing new is sent into it.</summary>
    public bool IsLeaving { get; set; }

    public bool IsOpen => socket.State == WebSocketState.Open && !IsLeaving;

    /// <exception cref="WebSocketException">The other side is gone.</exception>
    public Task SendAsync(JsonObject frame, CancellationToken cancellationToken) => SendAsync(frame.ToJsonString(), cancellationToken);

    /// <summary>Sends any text, also one that Slack never would.</summary>
    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next text frame; null when the socket was closed. Binary frames read as empty text.</summary>
    public async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer, cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            await frame.WriteAsync(buffer.AsMemory(0, result.Count), cancellationToken);
            if (frame.Length > MaxFrame)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "frame too big", cancellationToken);
                return null;
            }

            if (result.EndOfMessage)
            {
                return result.MessageType == WebSocketMessageType.Text ? Encoding.UTF8.GetString(frame.GetBuffer(), 0, (int)frame.Length) : string.Empty;
            }
        }
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        IsLeaving = true;
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, string.Empty, cancellationToken);
        }
    }

    /// <summary>Drops the connection without a word, as a broken network does.</summary>
    public void Abort()
    {
        IsLeaving = true;
        abort();
    }

    public void Dispose() => _sending.Dispose();
}
