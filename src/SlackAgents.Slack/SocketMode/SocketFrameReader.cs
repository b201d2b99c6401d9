using System.Buffers;
using System.Net.WebSockets;

namespace SlackAgents.Slack.SocketMode;

/// <summary>Puts messages together from the pieces they arrive in; a message past the cap is read to its end and dropped.</summary>
internal sealed class SocketFrameReader(WebSocket socket, int maxBytes = SocketFrameReader.MaxBytes)
{
    /// <summary>Slack's payloads stay far below; the cap keeps one sender from filling the memory.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int PieceBytes = 16 * 1024;

    private ArrayBufferWriter<byte> _message = new(PieceBytes);

    /// <summary>The next message. Its bytes are good until the next call.</summary>
    public async Task<SocketFrame> ReadAsync(CancellationToken cancellationToken)
    {
        if (_message.Capacity > PieceBytes * 16)
        {
            // One large message is no reason to hold its memory for ever.
            _message = new ArrayBufferWriter<byte>(PieceBytes);
        }

        _message.ResetWrittenCount();
        long total = 0;
        while (true)
        {
            var piece = await socket.ReceiveAsync(_message.GetMemory(PieceBytes), cancellationToken);
            if (piece.MessageType is WebSocketMessageType.Close)
            {
                return new SocketFrame(SocketFrameKind.Closed, default, total);
            }

            total += piece.Count;
            if (total <= maxBytes)
            {
                _message.Advance(piece.Count);
            }

            if (piece.EndOfMessage)
            {
                return total > maxBytes
                    ? new SocketFrame(SocketFrameKind.Oversized, default, total)
                    : new SocketFrame(piece.MessageType is WebSocketMessageType.Text ? SocketFrameKind.Text : SocketFrameKind.Binary, _message.WrittenMemory, total);
            }
        }
    }
}
