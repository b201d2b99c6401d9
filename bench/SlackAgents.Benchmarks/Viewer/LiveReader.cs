using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SlackAgents.Benchmarks.Viewer;

/// <summary>A reader that does as little as a reader can, so that what is measured is the other side.</summary>
internal sealed class LiveReader(Uri address, ReaderTally tally) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Returns when the host has begun to answer; then it goes on by itself.</summary>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(address.Host, address.Port, cancellationToken);
        await _socket.SendAsync(Encoding.ASCII.GetBytes($"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/event-stream\r\n\r\n"), cancellationToken);
        var length = await _socket.ReceiveAsync(_buffer, cancellationToken);
        if (!_buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8))
        {
            throw new BenchException($"A reader was answered: {Encoding.UTF8.GetString(_buffer, 0, Math.Min(length, 200))}");
        }

        _ = ReadAsync();
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReadAsync()
    {
        try
        {
            while (await _socket.ReceiveAsync(_buffer) is > 0 and var length)
            {
                tally.Count(length);
                Look(_buffer.AsSpan(0, length), TimeProvider.System.GetUtcNow());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Told to stop, or left by the host; the tally shows it.
        }
    }

    // An event whose time is torn between two pieces is not counted; few are.
    private void Look(ReadOnlySpan<byte> piece, DateTimeOffset now)
    {
        var mark = "\"at\":\""u8;
        for (var at = piece.IndexOf(mark); at >= 0; at = piece.IndexOf(mark))
        {
            piece = piece[(at + mark.Length)..];
            var end = piece.IndexOf((byte)'"');
            if (end > 0 && DateTimeOffset.TryParse(Encoding.ASCII.GetString(piece[..end]), CultureInfo.InvariantCulture, out var time))
            {
                tally.Lag((now - time).TotalMilliseconds);
            }
        }
    }
}
