using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.Gateway.Doors;

/// <summary>
/// One run's open door: its socket, its connections and what counts against its limits. Connections carry it as a
/// feature, so the socket a request came through is its identity and nothing that a client says can choose another run.
/// </summary>
internal sealed class Door : IDisposable
{
    private readonly ConcurrentDictionary<ConnectionContext, bool> _connections = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly int _maxConnections;
    private readonly long _maxPushedBytes;
    private int _connectionCount;
    private int _webRequests;
    private int _toolRequests;
    private long _pushedBytes;

    public Door(GatewaySession session, Socket socket, GatewayOptions options, TimeProvider time)
    {
        Session = session;
        Socket = socket;
        Closing = _closing.Token;
        Rate = new RequestRate(options.RequestsPerSecond, time);
        GitProcesses = new SemaphoreSlim(options.MaxGitProcesses);
        _maxConnections = options.MaxConnections;
        _maxPushedBytes = options.MaxPushTotalMb * 1024L * 1024L;
    }

    public GatewaySession Session { get; }

    public Socket Socket { get; }

    /// <summary>Cancelled when the door closes; every request of the run ends with it.</summary>
    public CancellationToken Closing { get; }

    public RequestRate Rate { get; }

    /// <summary>Slots for git processes of this run.</summary>
    public SemaphoreSlim GitProcesses { get; }

    public void Observe(TraceEvent what) => Session.Observer.Observe(what);

    /// <summary>Counts one attempt at the web; the result is its number, from 1.</summary>
    public int CountWebRequest() => Interlocked.Increment(ref _webRequests);

    /// <summary>Takes a request to a tool server in; false when so many are under way already. Each one taken in is ended.</summary>
    public bool TryBeginToolRequest(int most)
    {
        if (Interlocked.Increment(ref _toolRequests) <= most)
        {
            return true;
        }

        EndToolRequest();
        return false;
    }

    public void EndToolRequest() => Interlocked.Decrement(ref _toolRequests);

    /// <summary>Counts bytes of a push; false when the run has used up what it may push.</summary>
    public bool TryCountPushed(int bytes) => Interlocked.Add(ref _pushedBytes, bytes) <= _maxPushedBytes;

    /// <summary>Takes a connection in. False: too many are open, or the door has closed meanwhile.</summary>
    public bool TryAdmit(ConnectionContext connection)
    {
        if (Interlocked.Increment(ref _connectionCount) > _maxConnections)
        {
            Interlocked.Decrement(ref _connectionCount);
            return false;
        }

        connection.Features.Set(this);
        _connections[connection] = true;
        connection.ConnectionClosed.UnsafeRegister(_ => Forget(connection), null);

        // Close() may have walked the connections between the two lines above and here.
        if (Closing.IsCancellationRequested)
        {
            connection.Abort(new ConnectionAbortedException("The door was closed."));
            return false;
        }

        return true;
    }

    /// <summary>Stops listening and cuts every connection.</summary>
    public void Close()
    {
        _closing.Cancel();
        Socket.Dispose();
        foreach (var connection in _connections.Keys)
        {
            connection.Abort(new ConnectionAbortedException("The door was closed."));
        }
    }

    /// <summary>Nothing that requests still hold is disposed: the source and the semaphore own no handles, the socket does.</summary>
    public void Dispose() => Close();

    private void Forget(ConnectionContext connection)
    {
        if (_connections.TryRemove(connection, out _))
        {
            Interlocked.Decrement(ref _connectionCount);
        }
    }
}
