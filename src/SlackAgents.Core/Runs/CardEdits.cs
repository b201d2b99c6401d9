using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Runs;

/// <summary>
/// Edits of cards under way. One that waits for its turn draws the run as it is then, so a second one of the same run is
/// needed only when it is more urgent.
/// </summary>
internal sealed partial class CardEdits(IRunStore store, RunCard card, LiveRuns liveRuns, IReplyChannel slack, TimeProvider time, ILogger<CardEdits> logger)
{
    /// <summary>Who has just come to rest is drawn by the outbox, in one transaction with its end.</summary>
    private static readonly TimeSpan OutboxDraws = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(RunId Run, OutboxPriority Priority), Task> _underWay = new();
    private readonly ConcurrentDictionary<RunId, CardDrawing> _drawn = new();
    private readonly ConcurrentDictionary<RunId, byte> _changedAtRest = new();

    /// <summary>A run at rest changed. Its end itself is drawn by the outbox; what comes later (its pull request, for example) is news.</summary>
    public void TellOfRest(Run run)
    {
        _drawn.TryRemove(run.Id, out _);
        if (time.GetUtcNow() - run.StateSince >= OutboxDraws)
        {
            _changedAtRest[run.Id] = 0;
        }
    }

    /// <summary>How the card was drawn last; null for never, and for cards at rest.</summary>
    public CardDrawing? LastOf(RunId run) => _drawn.TryGetValue(run, out var drawn) ? drawn : null;

    /// <summary>Edits of this priority.</summary>
    public int Count(OutboxPriority priority) => _underWay.Keys.Count(key => key.Priority == priority);

    public bool Waits(RunId run, OutboxPriority atLeast) => _underWay.Keys.Any(key => key.Run == run && key.Priority >= atLeast);

    public Task All => Task.WhenAll(_underWay.Values);

    /// <param name="again">Told of a run whose edit did not come through for a reason that passes.</param>
    public void Start(RunId run, OutboxPriority priority, Action<RunId> again, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_underWay.TryAdd((run, priority), done.Task))
        {
            _ = EditAsync();
        }

        async Task EditAsync()
        {
            await Task.Yield();
            try
            {
                if (!await TryEditAsync(run, priority, cancellationToken))
                {
                    again(run);
                }
            }
            finally
            {
                _underWay.TryRemove((run, priority), out _);
                done.SetResult();
            }
        }
    }

    /// <remarks>Progress only: it must not take anything with it. Does not throw.</remarks>
    /// <returns>False when it is to be tried again.</returns>
    private async Task<bool> TryEditAsync(RunId id, OutboxPriority priority, CancellationToken cancellationToken)
    {
        try
        {
            var run = await store.GetAsync(id, cancellationToken);
            if (run is null || (run.AtRest && !_changedAtRest.TryRemove(id, out _)))
            {
                _drawn.TryRemove(id, out _);
            }
            else if (run.CardTs is { } ts)
            {
                await slack.UpdateAsync(run.Channel, ts, token => DrawAsync(id, run.AtRest, token), priority, cancellationToken);
            }

            // No card yet: when it is posted it is drawn from the truth.
            return true;
        }
        catch (ReplyException exception)
        {
            Log.NotUpdated(logger, id, exception.Code);
            return exception.Failure != ReplyFailure.Transient;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, id);
            return false;
        }
    }

    private async Task<ReplyContent?> DrawAsync(RunId id, bool atRest, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(id, cancellationToken) is not { } run)
        {
            return null;
        }

        if (run.AtRest)
        {
            _drawn.TryRemove(id, out _);
            return atRest ? card.Draw(run) : null; // it ended while this waited: the outbox draws that
        }

        var now = time.GetUtcNow();
        _drawn[id] = new CardDrawing(now, run.State, liveRuns.Find(id) is { } live ? RunSilence.LevelOf(live, now) : 0);
        return card.Draw(run);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1320, Level = LogLevel.Debug, Message = "The card of run {RunId} was not updated: {Code}")]
        public static partial void NotUpdated(ILogger logger, RunId runId, string code);

        [LoggerMessage(EventId = 1322, Level = LogLevel.Error, Message = "The card of run {RunId} could not be drawn; it is tried again")]
        public static partial void Failed(ILogger logger, Exception exception, RunId runId);
    }
}
