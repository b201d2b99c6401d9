using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Host.RunList;

/// <summary>How the installation stands. Read from memory where it can be; the engine is asked every few seconds at most, whoever looks.</summary>
internal sealed class OperatorBoard(IRunStore store, ListedRuns listed, OperatorSources sources, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan EnginePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EngineMemory = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _one = new(1, 1);
    private (IReadOnlyList<SandboxListing>? Sandboxes, DateTimeOffset At) _engine; // under _one

    public async Task<OperatorView> ReadAsync(CancellationToken cancellationToken)
    {
        var underWay = await store.ListAsync(RunStates.UnderWay, cancellationToken);
        var sandboxes = await SandboxesAsync(cancellationToken);
        var limits = sources.Sandbox;
        return new OperatorView
        {
            Sandboxes = sandboxes is null ? null : await ShowAsync(sandboxes, cancellationToken),
            Limits = new SandboxLimits(limits.Cpus, limits.MemoryMb, limits.Pids, limits.DiskMb),
            Queue = new QueueView(sources.LiveRuns.Count, sources.Runs.MaxConcurrent, underWay.Count(run => run.State == RunState.Queued)),
            Health = sources.Health(),
            Providers = [.. sources.Pulse.Read().Select(pulse => new ProviderView(pulse.Provider, pulse.Calls, pulse.Failures, pulse.MeanMilliseconds, pulse.LastStatus, pulse.LastFailedAt, pulse.FailsNow))],
            Fallback = sources.Fallback,
            FellBack = underWay.Count(run => run.FellBackFrom is not null),
            Disk = sources.Disk(),
        };
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<SandboxListing>?> SandboxesAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() - _engine.At > EngineMemory)
            {
                _engine = (await AskAsync(cancellationToken), time.GetUtcNow());
            }

            return _engine.Sandboxes;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<IReadOnlyList<SandboxListing>?> AskAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(EnginePatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await sources.Engine.ListAsync(either.Token);
        }
        catch (SandboxException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<SandboxView>> ShowAsync(IReadOnlyList<SandboxListing> sandboxes, CancellationToken cancellationToken)
    {
        var shown = new List<SandboxView>();
        foreach (var sandbox in sandboxes.OrderBy(sandbox => sandbox.State == SandboxState.Running ? 0 : 1).ThenBy(sandbox => sandbox.CreatedAt).Take(100))
        {
            var run = sandbox.Run is { } id ? await store.GetAsync(id, cancellationToken) : null;
            shown.Add(new SandboxView(
                sandbox.Id.Value[..Math.Min(12, sandbox.Id.Value.Length)],
                sandbox.Run?.Value,
                run is null ? null : (await listed.OfAsync(run, cancellationToken)).Title,
                run is null ? null : listed.LinkTo(run),
                sandbox.State.ToString(),
                sandbox.CreatedAt));
        }

        return shown;
    }
}
