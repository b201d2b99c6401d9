using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces.Live;

/// <summary>
/// The tail of one run's trace, shared by all who watch it: it is read and written as events once, whatever their number.
/// It knows nothing of its readers but how many they are, so none of them holds up the others; and it never holds up
/// whoever writes the trace, since it only reads what is stored.
/// </summary>
/// <remarks>
/// When a run is faster than its readers can be told, events are left out: a reader sees it by the sequences and reads
/// the rest from the index, in which an event costs a twentieth.
/// </remarks>
internal sealed partial class TraceFeed(RunId run, TraceFrames frames, TraceHub hub, TimeProvider timeProvider, ILogger<TraceFeed> logger)
{
    /// <summary>Events that readers are sent; beyond, only the newest.</summary>
    public const int MaxBehind = 2_000;

    /// <summary>Bytes in one step.</summary>
    private const int MaxStep = 256 * 1024;

    /// <summary>The longest wait for news: a run can change without an event.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan HeadPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private volatile FeedState _state = FeedState.Unknown;
    private volatile int _readers;
    private long _headAt;
    private long _beatAt;

    public RunId Run => run;

    public FeedState State => _state;

    public int Readers
    {
        get => _readers;
        set => _readers = value;
    }

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var news = hub.Subscribe(run);
        _beatAt = timeProvider.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(news, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Its readers wait with it: they would find the same when they came back.
                Log.Failed(logger, run, exception);
                await Task.Delay(Patience, timeProvider, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task StepAsync(TraceSubscription news, CancellationToken cancellationToken)
    {
        var before = _state;
        var last = await frames.GetLastAsync(run, cancellationToken);
        var state = before.Last < 0 ? before.At(last) : before;
        var bytes = 0L;
        if (last > state.Last && await ReadAsync(state.Last, last, cancellationToken) is { } chunk)
        {
            state = state.With(chunk);
            bytes += chunk.Length;
        }

        if (await HeadAsync(state, cancellationToken) is { } head)
        {
            state = state.With(head);
            bytes += head.Bytes.Length;
        }

        if (IsOver(ref _beatAt, Heartbeat))
        {
            state = state.WithBeat();
        }

        if (!ReferenceEquals(state, before))
        {
            _state = state;
            before.Replaced();
            await Task.Delay(FeedPace.After(_readers, bytes, before.Last >= 0 && last - before.Last > MaxBehind), timeProvider, cancellationToken);
        }

        if (state.Last >= last)
        {
            await WaitAsync(news, cancellationToken);
        }
    }

    private Task<FrameChunk?> ReadAsync(long sent, long last, CancellationToken cancellationToken) =>
        frames.ReadAsync(run, last - sent > MaxBehind ? last : sent + 1, last, MaxStep, cancellationToken);

    private async Task<HeadFrame?> HeadAsync(FeedState state, CancellationToken cancellationToken) =>
        state.Head is null || IsOver(ref _headAt, HeadPause)
            ? await frames.ReadHeadAsync(run, state.Head?.Run.Version ?? -1, state.Last, cancellationToken)
            : null;

    private async Task WaitAsync(TraceSubscription news, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await news.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Whether so much time has passed since it was asked last and said yes.</summary>
    private bool IsOver(ref long since, TimeSpan time)
    {
        if (timeProvider.GetElapsedTime(since) < time)
        {
            return false;
        }

        since = timeProvider.GetTimestamp();
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What happens in run {Run} cannot be read for those who watch it; trying again.")]
        public static partial void Failed(ILogger logger, RunId run, Exception exception);
    }
}
