using System.Net;
using System.Net.Sockets;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>What socat does inside the sandbox: a TCP port on loopback that leads to a Unix socket.</summary>
internal sealed class TcpForwarder : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly string _socket;

    public TcpForwarder(string socket)
    {
        _socket = socket;
        _listener.Start(512);
        _ = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose()
    {
        _ending.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await _listener.AcceptSocketAsync(_ending.Token));
            }
        }
        catch (Exception) when (_ending.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        using var inside = client;
        using var door = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await door.ConnectAsync(new UnixDomainSocketEndPoint(_socket), ending.Token);
            await using var a = new NetworkStream(inside);
            await using var b = new NetworkStream(door);
            await Task.WhenAny(a.CopyToAsync(b, ending.Token), b.CopyToAsync(a, ending.Token));
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            await TestContext.Progress.WriteLineAsync(error.Message);
        }
        finally
        {
            await ending.CancelAsync();
        }
    }
}
