using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Scheduling;

namespace SlackAgents.Host.Telemetry;

/// <summary>
/// Sends spans of turns as they end. It listens, looks around once in a while for what it missed, and waits longer and
/// longer while the collector does not take them; runs never wait for it.
/// </summary>
internal sealed partial class TelemetryExporter : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int MostRecent = 1_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly HashSet<RunId> _waiting = [];
    private readonly Wakeup _wakeup = new();
    private readonly IRunStore _runs;
    private readonly TurnExport _export;
    private readonly TelemetryStatus _status;
    private readonly IOptions<TelemetryOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<TelemetryExporter> _logger;

    public TelemetryExporter(IRunStore runs, TurnExport export, TelemetryStatus status, IOptions<TelemetryOptions> options, TelemetryNews news, ILogger<TelemetryExporter> logger)
    {
        _runs = runs;
        _export = export;
        _status = status;
        _options = options;
        _time = news.Time;
        _logger = logger;
        if (IsOn)
        {
            news.Signals.RunChanged += Hear;
        }
    }

    private bool IsOn => !string.IsNullOrWhiteSpace(_options.Value.OtlpEndpoint);

    public override void Dispose()
    {
        _wakeup.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsOn)
        {
            return;
        }

        // The start of the host does not wait for this.
        await Task.Yield();
        var lookedAt = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (_time.GetUtcNow() - lookedAt >= Round)
            {
                lookedAt = _time.GetUtcNow();
                await LookAroundAsync(stoppingToken);
            }

            await SendAllAsync(stoppingToken);
            await _wakeup.WaitAsync(Round, _time, stoppingToken);
        }
    }

    /// <summary>A turn may have ended. A round finds it when there is no room to remember it.</summary>
    private void Hear(Run run)
    {
        lock (_gate)
        {
            if (_waiting.Count < MostWaiting)
            {
                _waiting.Add(run.Id);
            }
        }

        if (run.AtRest || run.State is RunState.Queued)
        {
            _wakeup.Raise();
        }
    }

    private async Task LookAroundAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var run in await _runs.ListRecentAsync(requester: null, MostRecent, cancellationToken))
            {
                Hear(run);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(_logger, exception);
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (Next() is { } run)
        {
            var answer = await SendAsync(run, cancellationToken);
            if (answer is null)
            {
                pause = FirstPause;
                continue;
            }

            // It stays the first of those that wait.
            lock (_gate)
            {
                _waiting.Add(run);
            }

            await Task.Delay(answer.RetryAfter is { } asked && asked > pause && asked <= LongestPause ? asked : pause, _time, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private RunId? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                return null;
            }

            var run = _waiting.First();
            _waiting.Remove(run);
            return run;
        }
    }

    private async Task<OtlpAnswer?> SendAsync(RunId run, CancellationToken cancellationToken)
    {
        OtlpAnswer? answer;
        try
        {
            answer = await _export.SendAsync(run, _options.Value.CaptureContent, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(_logger, exception);
            answer = OtlpAnswer.Later("Spans could not be made from a stored trace; the log says why.");
        }

        if (_status.Failure != answer?.Sentence && answer is not null)
        {
            Log.NotTaken(_logger, answer.Sentence);
        }

        _status.Failure = answer?.Sentence;
        return answer;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Spans wait: {Why}")]
        public static partial void NotTaken(ILogger logger, string why);

        [LoggerMessage(2, LogLevel.Error, "Spans could not be made.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
