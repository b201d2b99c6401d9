using System.Net.WebSockets;

namespace SlackAgents.Slack.SocketMode;

/// <summary>
/// Opens real sockets with real keep-alive: pings every ten seconds, and a connection whose pongs stay out for ten more
/// is dead. .NET's default timeout is infinite, which never notices.
/// </summary>
internal sealed class ClientSocketConnector : ISocketConnector
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    public async Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.KeepAliveInterval = KeepAlive;
            socket.Options.KeepAliveTimeout = KeepAlive;
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch (Exception)
        {
            socket.Dispose();
            throw;
        }
    }
}
