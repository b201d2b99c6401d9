using System.Net.Sockets;
using System.Text;

namespace SlackAgents.Tests.Docker.Connection;

/// <summary>Something that listens on a socket and answers each request by a script; null hangs up without an answer.</summary>
internal sealed class ScriptedEngine : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, string?> _answer;
    private readonly Task _loop;

    public ScriptedEngine(Func<string, string?> answer)
    {
        _answer = answer;
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"engine-{Guid.NewGuid():N}.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        _loop = AcceptAsync();
    }

    public string Path { get; }

    /// <value>First lines of the requests so far, without the version handshake.</value>
    public List<string> Requests { get; } = [];

    public static string Json(int status, string body) =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _loop;
        File.Delete(Path);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptAsync(_stop.Token);
                await ServeAsync(socket);
            }
        }
        catch (Exception exception) when (_stop.IsCancellationRequested && exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        var read = await socket.ReceiveAsync(buffer, SocketFlags.None, _stop.Token);
        var line = Encoding.ASCII.GetString(buffer, 0, read).Split("\r\n")[0];
        if (line.Contains("_ping", StringComparison.Ordinal))
        {
            await socket.SendAsync("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"u8.ToArray(), SocketFlags.None, _stop.Token);
            return;
        }

        Requests.Add(line);
        if (_answer(line) is { } answer)
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(answer), SocketFlags.None, _stop.Token);
        }
    }
}
