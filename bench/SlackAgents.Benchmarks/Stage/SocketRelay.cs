using System.Net;
using System.Net.Sockets;

namespace SlackAgents.Benchmarks.Stage;

/// <summary>Passes connections of one socket on to another, as the forwarder in the sandbox does.</summary>
internal sealed class SocketRelay : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly EndPoint _target;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    private SocketRelay(Socket listener, EndPoint target)
    {
        _listener = listener;
        _target = target;
        _accepting = AcceptAsync();
    }

    /// <summary>The port, when it listens on loopback.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>From a free loopback port to a Unix socket.</summary>
    public static SocketRelay ToSocket(string path)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        return Listen(listener, new IPEndPoint(IPAddress.Loopback, 0), new UnixDomainSocketEndPoint(path));
    }

    /// <summary>From a Unix socket, open to everybody, to a loopback port.</summary>
    public static SocketRelay FromSocket(string path, int port)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var relay = Listen(listener, new UnixDomainSocketEndPoint(path), new IPEndPoint(IPAddress.Loopback, port));
        const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        File.SetUnixFileMode(path, All);
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _closing.Dispose();
    }

    private static SocketRelay Listen(Socket listener, EndPoint address, EndPoint target)
    {
        listener.Bind(address);
        listener.Listen(256);
        return new SocketRelay(listener, target);
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.RemoveAll(connection => connection.IsCompleted);
                connections.Add(RelayAsync(await _listener.AcceptAsync(_closing.Token)));
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(Socket near)
    {
        using var far = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        using (near)
        {
            try
            {
                Hurry(near);
                Hurry(far);
                await far.ConnectAsync(_target, _closing.Token);
                await Task.WhenAll(CopyAsync(near, far), CopyAsync(far, near));
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
            {
                // One of the two ends left; disposing both tells the other.
            }
        }
    }

    /// <summary>As the forwarder in the sandbox does: else small answers wait for the other side's acknowledgement, 40 ms each.</summary>
    private static void Hurry(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.InterNetwork)
        {
            socket.NoDelay = true;
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await from.ReceiveAsync(buffer, _closing.Token)) > 0)
        {
            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _closing.Token);
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
