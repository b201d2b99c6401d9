using System.Collections.Concurrent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Testing.Fakes;

/// <summary>Doors without a socket: remembers who may pass what, so that scripted agents and tests can go through.</summary>
internal sealed class FakeGateway : IGateway
{
    private readonly ConcurrentDictionary<RunId, GatewaySession> _open = new();

    public IReadOnlyCollection<RunId> Open => [.. _open.Keys];

    /// <summary>The session of a run's open door.</summary>
    public GatewaySession Of(RunId run) => _open.TryGetValue(run, out var session) ? session : throw new InvalidOperationException($"The door of run {run} is closed.");

    /// <summary>The session of a run's open door, or null while it has none.</summary>
    public GatewaySession? Find(RunId run) => _open.GetValueOrDefault(run);

    public Task<IAsyncDisposable> OpenAsync(GatewaySession session, CancellationToken cancellationToken)
    {
        _open[session.Run] = session;
        return Task.FromResult<IAsyncDisposable>(new Door(this, session));
    }

    private sealed class Door(FakeGateway gateway, GatewaySession session) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            gateway._open.TryRemove(KeyValuePair.Create(session.Run, session));
            return ValueTask.CompletedTask;
        }
    }
}
