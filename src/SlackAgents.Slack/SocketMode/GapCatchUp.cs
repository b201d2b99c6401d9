using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.SocketMode;

/// <summary>Each time a socket is open again after none was, has the threads of live runs read.</summary>
internal sealed partial class GapCatchUp(SocketModeStatus status, ThreadCatchUp catchUp, ILogger<GapCatchUp> logger) : BackgroundService
{
    /// <summary>Slack's clock and ours differ a little, and a loss is noticed late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var since in status.Gaps.ReadAllAsync(stoppingToken))
            {
                await CatchUpAsync(since - Margin, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task CatchUpAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            await catchUp.RunAsync(since, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What comes in now matters more than the past: the host goes on.
            Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The threads of live runs could not be read after a gap; replies of that time may be missing.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "No gaps are looked for any more.")]
        public static partial void Stopped(ILogger logger);
    }
}
