using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Live;

/// <summary>The runs that this process works on. Tells the worker that has to act on it of what was stored: a stop, a message.</summary>
internal sealed class LiveRuns : IDisposable
{
    private readonly ConcurrentDictionary<RunId, LiveRun> _runs = new();
    private readonly IOptions<RunsOptions> _options;
    private readonly TraceWriter _trace;
    private readonly RunSignals _signals;
    private readonly ModelPulse _pulse;
    private readonly TimeProvider _time;

    public LiveRuns(IOptions<RunsOptions> options, TraceWriter trace, RunSignals signals, ModelPulse pulse, TimeProvider time)
    {
        _options = options;
        _trace = trace;
        _signals = signals;
        _pulse = pulse;
        _time = time;
        signals.RunChanged += OnRunChanged;
    }

    public int Count => _runs.Count;

    public IReadOnlyCollection<RunId> Ids => [.. _runs.Keys];

    public LiveRun? Find(RunId id) => _runs.GetValueOrDefault(id);

    /// <summary>Takes a run for one worker; null when another worker of this process has it.</summary>
    public LiveRun? TryAdd(RunId id)
    {
        var live = new LiveRun(id, _options.Value, _trace, _pulse, _time);
        return _runs.TryAdd(id, live) ? live : null;
    }

    public async Task RemoveAsync(LiveRun live)
    {
        _runs.TryRemove(live.Id, out _);
        await live.DisposeAsync();
    }

    public void Dispose() => _signals.RunChanged -= OnRunChanged;

    private void OnRunChanged(Run run)
    {
        if (Find(run.Id) is not { } live)
        {
            return;
        }

        if (run.State == RunState.Stopping)
        {
            live.RequestStop(run);
        }

        live.News.Raise();
    }
}
