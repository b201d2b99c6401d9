using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Runs;

/// <summary>
/// Keeps the cards of live runs true, at a pace that all of them together may have (chat.update has one budget for the
/// workspace). Latest wins: however much happened, a card is drawn once per interval, from the run as it is.
/// </summary>
internal sealed partial class CardUpdater : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly IRunStore _store;
    private readonly RunCard _card;
    private readonly IReplyChannel _slack;
    private readonly CardUpdaterState _state;
    private readonly ILogger<CardUpdater> _logger;
    private readonly Dictionary<RunId, (DateTimeOffset At, RunState State)> _drawn = []; // only the loop touches it

    public CardUpdater(IRunStore store, RunCard card, IReplyChannel slack, CardUpdaterState state, ILogger<CardUpdater> logger)
    {
        _store = store;
        _card = card;
        _slack = slack;
        _state = state;
        _logger = logger;
        state.Signals.RunChanged += OnRunChanged;
    }

    public override void Dispose()
    {
        _state.Signals.RunChanged -= OnRunChanged;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, _state.Time);
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
            // Shutdown; the next process draws the cards of what is live then.
        }
    }

    private async Task SafeRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RoundAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Progress only: it must not take the host with it.
            Log.RoundFailed(_logger, exception);
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        var now = _state.Time.GetUtcNow();
        var live = _state.LiveRuns.Ids;
        var stale = _state.Cards.TakeAll().ToHashSet();
        var interval = CardPace.GetInterval(Math.Max(live.Count, stale.Count)); // a long queue that moves has many cards too
        stale.UnionWith(live.Where(id => _drawn.TryGetValue(id, out var drawn) && now - drawn.At >= Heartbeat));
        foreach (var id in stale)
        {
            if (await _store.GetAsync(id, cancellationToken) is not { CardTs: { } ts } run)
            {
                continue; // no card yet: when it is posted it is drawn from the truth
            }

            if (run.AtRest)
            {
                _drawn.Remove(id); // the outbox draws the last one
                continue;
            }

            var due = !_drawn.TryGetValue(id, out var last) || last.State != run.State || now - last.At >= interval;
            if (!due)
            {
                _state.Cards.Touch(id);
                continue;
            }

            // A new state is news; the rest is progress.
            var priority = last.State == run.State && last.At != default ? OutboxPriority.Low : OutboxPriority.Normal;
            _drawn[id] = (now, run.State);
            await UpdateAsync(run, ts, priority, cancellationToken);
        }
    }

    private async Task UpdateAsync(Run run, string ts, OutboxPriority priority, CancellationToken cancellationToken)
    {
        try
        {
            await _slack.UpdateAsync(run.Channel, ts, _card.Draw(run), priority, cancellationToken);
            if (await _store.GetAsync(run.Id, cancellationToken) is { AtRest: true } ended)
            {
                // It ended while this update waited for its turn, and may have overwritten the last card.
                await _slack.UpdateAsync(ended.Channel, ts, _card.Draw(ended), OutboxPriority.Terminal, cancellationToken);
            }
        }
        catch (ReplyException exception)
        {
            // Progress only: the next tick shows more than this one would have.
            Log.NotUpdated(_logger, run.Id, exception.Code);
            if (exception.Failure == ReplyFailure.Transient)
            {
                _state.Cards.Touch(run.Id);
            }
        }
    }

    private void OnRunChanged(Run run) => _state.Cards.Touch(run.Id);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1320, Level = LogLevel.Debug, Message = "The card of run {RunId} was not updated: {Code}")]
        public static partial void NotUpdated(ILogger logger, RunId runId, string code);

        [LoggerMessage(EventId = 1321, Level = LogLevel.Error, Message = "Cards could not be looked at; the next round tries again")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
