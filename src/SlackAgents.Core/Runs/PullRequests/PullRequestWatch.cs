using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Scheduling;

namespace SlackAgents.Core.Runs.PullRequests;

/// <summary>
/// Looks what checks and people make of the pull requests of runs: more and more seldom for a day, and at once when a
/// webhook says that there is news. So it works where GitHub cannot reach us, too.
/// </summary>
internal sealed partial class PullRequestWatch : BackgroundService, IPullRequestWatch
{
    private const int RunsAtStart = 200;
    private const int MaxWatched = 1_000;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    private readonly IRunStore _store;
    private readonly RunStateChanger _changer;
    private readonly IPullRequestHost _host;
    private readonly PullRequestWatchState _state;
    private readonly ILogger<PullRequestWatch> _logger;
    private readonly ConcurrentDictionary<RunId, PullRequestLook> _looks = new();
    private readonly Wakeup _news = new();

    public PullRequestWatch(IRunStore store, RunStateChanger changer, IPullRequestHost host, PullRequestWatchState state, ILogger<PullRequestWatch> logger)
    {
        _store = store;
        _changer = changer;
        _host = host;
        _state = state;
        _logger = logger;
        state.Signals.RunChanged += Follow;
    }

    /// <inheritdoc/>
    public async Task LookSoonAsync(RunId run, RepositoryName repository, CancellationToken cancellationToken)
    {
        // The name comes from a webhook: only the run's own repository counts.
        if (await _store.GetAsync(run, cancellationToken) is { PushedSha: { } sha, PullRequestNumber: not null } known && known.Repository == repository)
        {
            var now = _state.Time.GetUtcNow();
            _looks.AddOrUpdate(run, new PullRequestLook(run, sha, 0, now), (_, planned) => planned with { Due = now });
            _news.Raise();
        }
    }

    public override void Dispose()
    {
        _state.Signals.RunChanged -= Follow;
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_state.IsOn)
        {
            return;
        }

        try
        {
            await SafelyAsync(() => RememberAsync(stoppingToken), stoppingToken);
            while (true)
            {
                await SafelyAsync(() => RoundAsync(stoppingToken), stoppingToken);
                await _news.WaitAsync(Tick, _state.Time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; the next process begins with the runs of the last day.
        }
    }

    private async Task RememberAsync(CancellationToken cancellationToken)
    {
        var since = _state.Time.GetUtcNow() - Day;
        foreach (var run in await _store.ListRecentAsync(null, RunsAtStart, cancellationToken))
        {
            if (run.StateSince >= since)
            {
                Follow(run);
            }
        }
    }

    private void Follow(Run run)
    {
        if (run is not { State: RunState.Finished, PushedSha: { } sha, PullRequestNumber: not null } || IsOver(run) || _looks.Count >= MaxWatched)
        {
            return;
        }

        var now = _state.Time.GetUtcNow();
        _looks.AddOrUpdate(run.Id, PullRequestLook.First(run.Id, sha, now), (_, known) => known.Sha == sha ? known : PullRequestLook.First(run.Id, sha, now));
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        var now = _state.Time.GetUtcNow();
        foreach (var look in _looks.Values.Where(look => look.Due <= now).OrderBy(look => look.Due))
        {
            // Before the look: a webhook that comes meanwhile asks for another one.
            var next = look.Next(now);
            Replace(look, next);
            if (!await LookAsync(look, cancellationToken) && next is not null)
            {
                Replace(next, null);
            }
        }
    }

    /// <returns>Whether it is worth looking again.</returns>
    private async Task<bool> LookAsync(PullRequestLook look, CancellationToken cancellationToken)
    {
        if (await _store.GetAsync(look.Run, cancellationToken) is not { PullRequestNumber: { } number } run || run.PushedSha != look.Sha)
        {
            // A newer commit is followed when its turn has ended.
            return false;
        }

        try
        {
            var status = await _host.GetStatusAsync(run.Repository, number, look.Sha, cancellationToken);
            var changed = await _changer.ChangeAsync(run.Id, AnyState, (current, _) => _state.News.Decide(current, look.Sha, status), cancellationToken);
            return changed is not null && !IsOver(changed.Run);
        }
        catch (RepositoryException exception)
        {
            Log.NotSeen(_logger, run.Id, exception.Message);
            return exception.Failure is RepositoryFailure.Unavailable or RepositoryFailure.RateLimited;
        }
    }

    private void Replace(PullRequestLook look, PullRequestLook? next)
    {
        if (next is null)
        {
            _looks.TryRemove(KeyValuePair.Create(look.Run, look));
        }
        else
        {
            _looks.TryUpdate(look.Run, next, look);
        }
    }

    private async Task SafelyAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // News only: it must not take the host with it.
            Log.RoundFailed(_logger, exception);
        }
    }

    private static bool IsOver(Run run) => run.PullRequestState is PullRequestState.Merged or PullRequestState.Closed;

    private static partial class Log
    {
        [LoggerMessage(EventId = 1170, Level = LogLevel.Warning, Message = "The pull request of run {RunId} could not be looked at: {Problem}")]
        public static partial void NotSeen(ILogger logger, RunId runId, string problem);

        [LoggerMessage(EventId = 1171, Level = LogLevel.Error, Message = "Pull requests could not be looked at; the next round tries again")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
