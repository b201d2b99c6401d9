using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces.Live;

/// <summary>The feeds of the runs that somebody watches. One begins with its first reader and ends with its last.</summary>
internal sealed class TraceFeeds(TraceFrames frames, TraceHub hub, TimeProvider timeProvider, ILogger<TraceFeed> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RunId, (TraceFeed Feed, CancellationTokenSource Ending)> _feeds = [];

    /// <summary>Runs that are watched.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _feeds.Count;
            }
        }
    }

    /// <summary>Whoever joins has to leave.</summary>
    public TraceFeed Join(RunId run)
    {
        lock (_gate)
        {
            if (!_feeds.TryGetValue(run, out var known))
            {
                known = (new TraceFeed(run, frames, hub, timeProvider, logger), new CancellationTokenSource());
                _feeds.Add(run, known);
                _ = EndAsync(known.Feed, known.Ending);
            }

            known.Feed.Readers++;
            return known.Feed;
        }
    }

    public void Leave(TraceFeed feed)
    {
        lock (_gate)
        {
            if (--feed.Readers == 0 && _feeds.Remove(feed.Run, out var known))
            {
                known.Ending.Cancel();
            }
        }
    }

    private static async Task EndAsync(TraceFeed feed, CancellationTokenSource ending)
    {
        await Task.Run(() => feed.RunAsync(ending.Token), CancellationToken.None);
        ending.Dispose();
    }
}
