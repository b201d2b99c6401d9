using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SlackAgents.Core.Runs.Approvals;

/// <summary>Closes what nobody decided in time.</summary>
internal sealed partial class ApprovalExpiry(IRunStore store, ApprovalBook approvals, TimeProvider time, ILogger<ApprovalExpiry> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            do
            {
                await SafeRoundAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; the next process looks again.
        }
    }

    private async Task SafeRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var run in await store.ListAsync([RunState.Held], cancellationToken))
            {
                await approvals.ExpireAsync(run, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The store may be back in the next round.
            Log.RoundFailed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1160, Level = LogLevel.Error, Message = "Held changes could not be looked at; the next round tries again")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
