using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Scheduling;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>
/// The repositories that the App may work on, in memory: Slack waits three seconds for a list of choices, and GitHub may
/// take longer. Asked for in the background; while the host does not answer, the last list stays.
/// </summary>
internal sealed partial class RepositoryDirectory(IRepositoryHost host, TimeProvider time, ILogger<RepositoryDirectory> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>However often somebody asks: the list costs a request for each hundred repositories.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Wakeup _wakeup = new();
    private volatile KnownRepositories? _known;

    /// <summary>What is known now; never waits.</summary>
    public KnownRepositories Known => _known ?? KnownRepositories.None;

    /// <summary>The host has answered since we started.</summary>
    public bool HasAnswer => _known is not null;

    /// <summary>Somebody asked for what is not known: it may be new. Returns at once.</summary>
    public void Refresh() => _wakeup.Raise();

    public override void Dispose()
    {
        _wakeup.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var interval = await TryListAsync(stoppingToken) ? Interval : AfterFailure;
                await Task.Delay(Pause, time, stoppingToken);
                await _wakeup.WaitAsync(interval - Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown.
        }
    }

    private async Task<bool> TryListAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var listing = await host.ListRepositoriesAsync(either.Token).WaitAsync(either.Token);
            var page = listing.Repositories.Count == 0 ? null : host.GetPageUrl(listing.Repositories[0].Name).Authority;
            _known = new KnownRepositories(listing, page);
            Log.Listed(logger, listing.Repositories.Count);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A list is a convenience: names that people type are asked for one by one.
            Log.NotListed(logger, exception is RepositoryException ? null : exception, exception.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1030, Level = LogLevel.Debug, Message = "The App may work on {Count} repositories")]
        public static partial void Listed(ILogger logger, int count);

        [LoggerMessage(EventId = 1031, Level = LogLevel.Warning, Message = "The list of repositories could not be read, the last one stays: {Reason}")]
        public static partial void NotListed(ILogger logger, Exception? exception, string reason);
    }
}
