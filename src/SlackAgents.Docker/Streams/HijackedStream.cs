using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SlackAgents.Docker.Connection;

namespace SlackAgents.Docker.Streams;

/// <summary>
/// A connection that the engine gave over to raw bytes (answer 101 to <c>Upgrade: tcp</c>). Made on a socket of its own,
/// because a stream of HttpClient cannot close one direction only, and that is how the engine tells that all was taken:
/// it copies until our end, then closes its own.
/// </summary>
internal sealed class HijackedStream : IDisposable
{
    private const int HeadLimit = 16 * 1024;

    private readonly Socket _socket;

    private HijackedStream(Socket socket) => _socket = socket;

    public static async Task<HijackedStream> OpenAsync(DockerEndpoint endpoint, string path, CancellationToken cancellationToken)
    {
        Socket? socket = null;
        try
        {
            socket = await endpoint.ConnectAsync(cancellationToken);
            var request = $"POST {path} HTTP/1.1\r\nHost: {endpoint.BaseAddress.Authority}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 0\r\n\r\n";
            await SendAllAsync(socket, Encoding.ASCII.GetBytes(request), cancellationToken);
            await ReadHeadAsync(socket, cancellationToken);
            var opened = new HijackedStream(socket);
            socket = null;
            return opened;
        }
        catch (SocketException exception)
        {
            throw new DockerUnreachableException(endpoint, exception);
        }
        finally
        {
            socket?.Dispose();
        }
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => SendAllAsync(_socket, bytes, cancellationToken);

    /// <summary>Ends our direction and waits until the engine has passed everything on and closed its own.</summary>
    public async Task CloseWriteAndDrainAsync(CancellationToken cancellationToken)
    {
        _socket.Shutdown(SocketShutdown.Send);
        var discarded = new byte[1024];
        while (await _socket.ReceiveAsync(discarded, SocketFlags.None, cancellationToken) > 0)
        {
        }
    }

    public void Dispose() => _socket.Dispose();

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }

    private static async Task ReadHeadAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[HeadLimit];
        var length = 0;
        int end;
        do
        {
            var read = length < buffer.Length ? await socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, cancellationToken) : 0;
            if (read == 0)
            {
                throw new DockerApiException(HttpStatusCode.BadGateway, "the connection ended before the answer was complete.");
            }

            length += read;
            end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        }
        while (end < 0);

        var status = StatusOf(Encoding.ASCII.GetString(buffer, 0, end));
        if (status is not (HttpStatusCode.SwitchingProtocols or HttpStatusCode.OK))
        {
            // The engine's errors are short and come with the head; what is missing is only evidence.
            throw DockerErrorReader.Read(status, buffer.AsSpan(end + 4, length - end - 4));
        }
    }

    private static HttpStatusCode StatusOf(string head)
    {
        var parts = head.Split(' ', 3);
        return parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? (HttpStatusCode)status
            : throw new DockerApiException(HttpStatusCode.BadGateway, "the answer is not HTTP.");
    }
}
