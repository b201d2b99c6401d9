using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Scheduling;

namespace SlackAgents.Core.Runs;

/// <summary>
/// Keeps the cards of live runs true, at a pace that all of them together may have (chat.update has one budget for the
/// workspace). News goes at once: a stop first, then other states and a turn that fell silent. Progress goes one card
/// after the other, whoever waited longest first, so that all of them slow down evenly.
/// </summary>
internal sealed class CardUpdater : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly CardEdits _edits;
    private readonly CardUpdaterState _state;
    private readonly Wakeup _news = new();
    private readonly ConcurrentDictionary<RunId, RunState> _changed = new(); // states that were heard of and may not be drawn yet

    public CardUpdater(CardEdits edits, CardUpdaterState state)
    {
        _edits = edits;
        _state = state;
        state.Signals.RunChanged += OnRunChanged;
    }

    public override void Dispose()
    {
        _state.Signals.RunChanged -= OnRunChanged;
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                Round(stoppingToken);
                await _news.WaitAsync(Tick, _state.Time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; the next process draws the cards of what is live then.
        }

        await _edits.All;
    }

    private void Round(CancellationToken cancellationToken)
    {
        var now = _state.Time.GetUtcNow();
        var live = _state.LiveRuns.Ids;
        var stale = _state.Cards.TakeAll().ToHashSet();
        var interval = CardPace.GetInterval(Math.Max(live.Count, stale.Count)); // a long queue that moves has many cards too
        var progress = new List<(RunId Run, DateTimeOffset Last)>();
        foreach (var id in stale.Union(live))
        {
            if (PriorityOf(id, now) is { } priority)
            {
                Announce(id, priority, cancellationToken);
            }
            else if (_edits.LastOf(id) is { } last && (stale.Contains(id) || now - last.At >= Heartbeat))
            {
                if (now - last.At >= interval && !_edits.Waits(id, OutboxPriority.Low))
                {
                    progress.Add((id, last.At));
                }
                else
                {
                    _state.Cards.Touch(id);
                }
            }
        }

        Advance(progress, cancellationToken);
    }

    /// <summary>Null when there is nothing new, only more of the same.</summary>
    private OutboxPriority? PriorityOf(RunId id, DateTimeOffset now)
    {
        var drawn = _edits.LastOf(id);
        if (_changed.TryGetValue(id, out var state) && state != drawn?.State)
        {
            return state == RunState.Stopping ? OutboxPriority.Urgent : OutboxPriority.Normal;
        }

        _changed.TryRemove(id, out _);
        var silence = _state.LiveRuns.Find(id) is { } live ? RunSilence.LevelOf(live, now) : 0;
        return drawn is null || silence != drawn.Silence ? OutboxPriority.Normal : null;
    }

    private void Announce(RunId id, OutboxPriority priority, CancellationToken cancellationToken)
    {
        if (!_edits.Waits(id, priority))
        {
            _edits.Start(id, priority, Again, cancellationToken);
        }
    }

    /// <summary>One at a time: the budget is used up by the edits, not by edits that wait.</summary>
    private void Advance(List<(RunId Run, DateTimeOffset Last)> progress, CancellationToken cancellationToken)
    {
        var next = progress.OrderBy(card => card.Last).ToList();
        if (next.Count > 0 && _edits.Count(OutboxPriority.Low) == 0)
        {
            _edits.Start(next[0].Run, OutboxPriority.Low, Again, cancellationToken);
            next.RemoveAt(0);
        }

        _state.Cards.Touch(next.Select(card => card.Run));
    }

    private void Again(RunId id) => _state.Cards.Touch(id);

    private void OnRunChanged(Run run)
    {
        if (run.AtRest)
        {
            _changed.TryRemove(run.Id, out _);
            _edits.TellOfRest(run);
        }
        else
        {
            _changed[run.Id] = run.State;
        }

        _state.Cards.Touch(run.Id);
        _news.Raise();
    }
}
