namespace SlackAgents.Host.Health;

/// <summary>Asks every probe in its own rhythm; one that hangs or fails never holds up another.</summary>
internal sealed partial class HealthMonitor(HealthBoard board, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<HealthMonitor> logger) : BackgroundService
{
    /// <summary>One look may not take longer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>While something is wrong, it is looked at again this soon, so that recovery shows at once.</summary>
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Until everything has started, each probe would only report what is about to be well.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStarted = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(board.Probes.Select(probe => WatchAsync(probe, stoppingToken)));
    }

    private async Task WatchAsync(IHealthProbe probe, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var reasons = await AskAsync(probe, cancellationToken);
            if (board.Record(probe.Name, reasons))
            {
                Report(probe, reasons);
            }

            var pause = reasons.Count > 0 && RetryPeriod < probe.Period ? RetryPeriod : probe.Period;
            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<string>> AskAsync(IHealthProbe probe, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await probe.CheckAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ["The host is stopping."];
        }
        catch (OperationCanceledException)
        {
            return [$"The {probe.Name} did not answer within {Timeout.TotalSeconds:0} s. Run the verb 'doctor' to see which part is slow."];
        }
        catch (Exception exception)
        {
            // The boundary of the probes: whatever one throws is what it found.
            return [$"The {probe.Name} could not be looked at: {exception.Message}"];
        }
    }

    private void Report(IHealthProbe probe, IReadOnlyList<string> reasons)
    {
        if (reasons.Count == 0)
        {
            Log.Well(logger, probe.Name);
            return;
        }

        foreach (var reason in reasons)
        {
            Log.Unwell(logger, probe.Name, reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The {Probe} is well")]
        public static partial void Well(ILogger logger, string probe);

        [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The {Probe} is not well: {Reason}")]
        public static partial void Unwell(ILogger logger, string probe, string reason);
    }
}
