using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
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
        foreach (var run in await _store.ListAsync(UnderWay, stoppingToken))
        {
            Log.Recovering(_logger, run.Id, run.State);
            Start(run.Id, stoppingToken);
        }

        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await RoundAsync(stoppingToken);
                await _wakeup.WaitAsync(SlowRound, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown: the workers hand over; their sandboxes go on.
        }

        await Task.WhenAll(_workers.Values);
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, _) in _workers.Where(pair => pair.Value.IsCompleted).ToList())
        {
            _workers.Remove(id);
        }

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

    private void Start(RunId id, CancellationToken handOver) =>
        _workers[id] = Task.Run(() => WorkAsync(id, handOver), CancellationToken.None);

    private async Task WorkAsync(RunId id, CancellationToken handOver)
    {
        await _worker.WorkAsync(id, handOver);
        _wakeup.Raise();
    }

    private void OnRunChanged(Run run) => _wakeup.Raise();

    private static partial class Log
    {
        [LoggerMessage(EventId = 1100, Level = LogLevel.Information, Message = "Run {RunId} was under way ({State}) when the last process ended; taking it up again")]
        public static partial void Recovering(ILogger logger, RunId runId, RunState state);
    }
}
