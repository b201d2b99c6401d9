using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SlackAgents.Core.Documents;

/// <summary>Forgets expired documents, every hour.</summary>
internal sealed partial class DocumentCleaning(IDocumentStore store, TimeProvider time, ILogger<DocumentCleaning> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            do
            {
                await CleanAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; what is expired is as good as none until the next process takes it away.
        }
    }

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.PruneAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1050, Level = LogLevel.Warning, Message = "Expired documents could not be taken away; the next round tries again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
