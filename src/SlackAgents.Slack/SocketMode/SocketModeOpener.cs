using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Slack.SocketMode;

/// <summary>Gets one socket to the point where Slack has greeted on it (docs.slack.dev/apis/socket-mode).</summary>
internal sealed class SocketModeOpener(
    SlackApiClient client,
    ISocketConnector connector,
    EnvelopeReceiver receiver,
    TimeProvider timeProvider,
    IOptions<SlackOptions> options)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(10);

    /// <exception cref="SlackException">Slack gave no address.</exception>
    /// <exception cref="WebSocketException">The address could not be opened, or nobody greeted on it.</exception>
    public async Task<SocketModeConnection> OpenAsync(ILogger logger, CancellationToken cancellationToken)
    {
        var address = await client.AppsConnections.OpenAsync(cancellationToken);
        if (address.Scheme is not "wss" && options.Value.IsSlackItself)
        {
            throw new WebSocketException("Slack's address for the socket is not encrypted; it was not opened.");
        }

        var socket = await ConnectAsync(address, cancellationToken);
        var connection = new SocketModeConnection(socket, receiver, timeProvider, logger);
        try
        {
            await connection.Hello.WaitAsync(HelloTimeout, timeProvider, cancellationToken);
            return connection;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            await connection.CloseAsync();
            connection.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new WebSocketException("The socket opened, but Slack did not greet on it.", exception);
        }
    }

    private async Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await connector.ConnectAsync(address, linked.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebSocketException("The socket did not open in time.", exception);
        }
    }
}
