using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Core.Scheduling;

namespace SlackAgents.Core.Runs;

/// <summary>
/// Gives waiting runs a worker, first come first served, never more than <see cref="RunsOptions.MaxConcurrent"/> at once.
/// What a former process left under way comes first and does not wait for a place: its sandboxes are live already.
/// </summary>
internal sealed partial class RunScheduler : BackgroundService
{
    private static readonly RunState[] UnderWay = [RunState.Preparing, RunState.Running, RunState.Stopping, RunState.Publishing];
    private static readonly TimeSpan SlowRound = TimeSpan.FromSeconds(15);

    private readonly IRunStore _store;
    private readonly RunWorker _worker;
    private readonly SchedulerState _state;
    private readonly TimeProvider _time;
    private readonly ILogger<RunScheduler> _logger;
    private readonly Wakeup _wakeup = new();
    private readonly Dictionary<RunId, Task> _workers = []; // only the loop touches it
    private readonly ConcurrentQueue<RunId> _ended = new();
    private bool _releasedOne; // an approved change is under way again, and no worker has it
    private DateTimeOffset _lookedForOrphans;

    public RunScheduler(IRunStore store, RunWorker worker, SchedulerState state, TimeProvider time, ILogger<RunScheduler> logger)
    {
        _store = store;
        _worker = worker;
        _state = state;
        _time = time;
        _logger = logger;
        state.Signals.RunChanged += OnRunChanged;
    }

    public override void Dispose()
    {
        _state.Signals.RunChanged -= OnRunChanged;
        _wakeup.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await SafeRoundAsync(stoppingToken);
                await _wakeup.WaitAsync(SlowRound, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown: the workers hand over; their sandboxes go on.
        }

        await Task.WhenAll(_workers.Values);
    }

    private async Task SafeRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RoundAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The store may be back in the next round; a host that ends here would end with it.
            Log.RoundFailed(_logger, exception);
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        // A worker says that it ends just before its task does.
        while (_ended.TryDequeue(out var ended))
        {
            if (_workers.Remove(ended, out var worker))
            {
                await worker;
            }
        }

        await TakeUpAsync(cancellationToken);
        var waiting = await _store.ListAsync([RunState.Queued], cancellationToken);
        var free = Math.Max(0, _state.Options.MaxConcurrent - _workers.Count);
        var next = waiting.Where(run => !_workers.ContainsKey(run.Id)).Take(free).ToList();
        foreach (var run in next)
        {
            Start(run.Id, cancellationToken);
        }

        if (_state.Queue.Replace(waiting.Select(run => run.Id).Except(next.Select(run => run.Id))))
        {
            _state.Cards.Touch(waiting.Select(run => run.Id));
        }
    }

    /// <summary>Runs under way that nobody works on: left by a former process, or by a worker that could not go on.</summary>
    private async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (!Interlocked.Exchange(ref _releasedOne, false) && now - _lookedForOrphans < SlowRound)
        {
            return;
        }

        foreach (var run in await _store.ListAsync(UnderWay, cancellationToken))
        {
            if (!_workers.ContainsKey(run.Id))
            {
                Log.Recovering(_logger, run.Id, run.State);
                Start(run.Id, cancellationToken);
            }
        }

        _lookedForOrphans = now;
    }

    private void Start(RunId id, CancellationToken handOver) =>
        _workers[id] = Task.Run(() => WorkAsync(id, handOver), CancellationToken.None);

    private async Task WorkAsync(RunId id, CancellationToken handOver)
    {
        await _worker.WorkAsync(id, handOver);
        _ended.Enqueue(id);
        _wakeup.Raise();
    }

    private void OnRunChanged(Run run)
    {
        if (run is { State: RunState.Publishing, Approval.State: ApprovalState.Approved })
        {
            Volatile.Write(ref _releasedOne, true);
        }

        _wakeup.Raise();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1100, Level = LogLevel.Information, Message = "Run {RunId} is under way ({State}) and nobody works on it; taking it up")]
        public static partial void Recovering(ILogger logger, RunId runId, RunState state);

        [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "The queue could not be looked at; the next round tries again")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
