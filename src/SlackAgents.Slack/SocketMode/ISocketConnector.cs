using System.Net.WebSockets;

namespace SlackAgents.Slack.SocketMode;

/// <summary>Opens a WebSocket: the wall to the network.</summary>
internal interface ISocketConnector
{
    /// <exception cref="WebSocketException">It could not be opened.</exception>
    Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken);
}
