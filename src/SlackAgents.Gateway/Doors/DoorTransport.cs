using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace SlackAgents.Gateway.Doors;

/// <summary>
/// Kestrel's transport: one listener that yields the connections of every open door. A door costs a socket and one
/// waiting accept, not a server.
/// </summary>
internal sealed partial class DoorTransport(TimeProvider time, ILogger<DoorTransport> logger) : IConnectionListenerFactory, IConnectionListener
{
    private static readonly TimeSpan PauseAfterAcceptError = TimeSpan.FromMilliseconds(100);

    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>();
    private readonly SocketConnectionContextFactory _contexts = new(new SocketConnectionFactoryOptions(), logger);

    public EndPoint EndPoint { get; } = new DoorEndPoint();

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _accepted.Reader.WaitToReadAsync(cancellationToken) && _accepted.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _accepted.Writer.TryComplete();
        return default;
    }

    public ValueTask DisposeAsync()
    {
        _accepted.Writer.TryComplete();
        _contexts.Dispose();
        return default;
    }

    /// <summary>Accepts the connections of a door until it closes.</summary>
    public async Task ListenAsync(Door door)
    {
        while (!door.Closing.IsCancellationRequested)
        {
            try
            {
                await PassOnAsync(await door.Socket.AcceptAsync(door.Closing), door);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException || door.Closing.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException error)
            {
                // Out of descriptors or a connection that died in the queue: the door stays open.
                Log.AcceptFailed(logger, door.Session.Run, error);
                await Task.Delay(PauseAfterAcceptError, time, CancellationToken.None);
            }
        }
    }

    private async Task PassOnAsync(Socket socket, Door door)
    {
        var connection = _contexts.Create(socket);
        if (!door.TryAdmit(connection))
        {
            Log.ConnectionRefused(logger, door.Session.Run);
            await connection.DisposeAsync();
        }
        else if (!_accepted.Writer.TryWrite(connection))
        {
            await connection.DisposeAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "The door of run {Run} could not accept a connection; it stays open")]
        public static partial void AcceptFailed(ILogger logger, Core.Ids.RunId run, Exception error);

        [LoggerMessage(3002, LogLevel.Warning, "Run {Run} holds too many connections; one was closed")]
        public static partial void ConnectionRefused(ILogger logger, Core.Ids.RunId run);
    }
}
