using System.Collections.Concurrent;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Gateway.Doors;

namespace SlackAgents.Gateway;

/// <summary>
/// One Kestrel server for the doors of all runs. Register it before whatever starts runs; a door that opens earlier
/// listens at once and is answered as soon as the server runs.
/// </summary>
internal sealed partial class GatewayServer : IGateway, IHostedService, IAsyncDisposable
{
    private readonly ConcurrentDictionary<RunId, Door> _doors = new();
    private readonly DoorApplication _application;
    private readonly GatewayOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<GatewayServer> _logger;
    private readonly DoorTransport _transport;
    private readonly KestrelServer _server;
    private int _stopped;

    public GatewayServer(DoorApplication application, IOptions<GatewayOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        _application = application;
        _options = options.Value;
        _time = time;
        _logger = loggers.CreateLogger<GatewayServer>();
        _transport = new DoorTransport(time, loggers.CreateLogger<DoorTransport>());
        _server = new KestrelServer(Options.Create(ServerOptions(_transport)), _transport, loggers);
    }

    /// <summary>Doors open now.</summary>
    public int OpenDoors => _doors.Count;

    /// <summary>True between start and stop.</summary>
    public bool IsRunning { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(_application, cancellationToken);
        IsRunning = true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        IsRunning = false;
        foreach (var door in _doors.Values)
        {
            Close(door);
        }

        await _server.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IAsyncDisposable> OpenAsync(GatewaySession session, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_stopped == 1, this);
        if (!BranchRule.IsRunBranch(session.Branch))
        {
            throw new ArgumentException($"'{session.Branch}' is not the branch of a run.", nameof(session));
        }

        var door = new Door(session, DoorSocket.Open(session.RunDirectory), _options, _time);
        Door? replaced = null;
        _doors.AddOrUpdate(session.Run, door, (_, before) =>
        {
            replaced = before;
            return door;
        });
        replaced?.Close();
        Log.DoorOpened(_logger, session.Run, session.Repository);
        _ = ListenAsync(door);
        return Task.FromResult<IAsyncDisposable>(new OpenDoor(this, door));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _server.Dispose();
        await _transport.DisposeAsync();
    }

    private static KestrelServerOptions ServerOptions(DoorTransport transport)
    {
        // A mismatch of Host and target must reach the web door, to be refused on record.
        var options = new KestrelServerOptions { AddServerHeader = false, AllowHostHeaderOverride = true };
        options.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
        options.Limits.MaxRequestHeaderCount = 100;
        options.Limits.MaxRequestLineSize = 16 * 1024;
        options.Limits.MaxRequestBodySize = 1024 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);

        // git is silent while it packs, and an agent may be frozen; the doors have time limits of their own.
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(transport.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
        return options;
    }

    private async Task ListenAsync(Door door)
    {
        try
        {
            await _transport.ListenAsync(door);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.DoorBroke(_logger, door.Session.Run, error);
            Close(door);
        }
    }

    private void Close(Door door)
    {
        // The file is removed only by the door that still owns it: after a second OpenAsync it belongs to that one.
        if (_doors.TryRemove(KeyValuePair.Create(door.Session.Run, door)))
        {
            DeleteSocket(DoorSocket.PathIn(door.Session.RunDirectory));
            Log.DoorClosed(_logger, door.Session.Run);
        }

        door.Close();
    }

    private void DeleteSocket(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.SocketStays(_logger, error);
        }
    }

    private sealed class OpenDoor(GatewayServer server, Door door) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            server.Close(door);
            return default;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3020, LogLevel.Debug, "Door of run {Run} to {Repository} opened")]
        public static partial void DoorOpened(ILogger logger, RunId run, RepositoryName repository);

        [LoggerMessage(3021, LogLevel.Debug, "Door of run {Run} closed")]
        public static partial void DoorClosed(ILogger logger, RunId run);

        [LoggerMessage(3022, LogLevel.Critical, "Door of run {Run} broke and was closed; stop the run and start it again")]
        public static partial void DoorBroke(ILogger logger, RunId run, Exception error);

        [LoggerMessage(3023, LogLevel.Debug, "A closed door's socket file could not be removed; it leads nowhere")]
        public static partial void SocketStays(ILogger logger, Exception error);
    }
}
