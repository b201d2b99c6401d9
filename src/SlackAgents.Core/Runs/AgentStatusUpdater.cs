using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Scheduling;
using SlackAgents.Core.Publishing;

namespace SlackAgents.Core.Runs;

/// <summary>Keeps Slack's own status of each run's thread true. Latest wins; nothing waits for it.</summary>
internal sealed class AgentStatusUpdater : BackgroundService
{
    /// <summary>Slack takes «processing» back after an hour.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromMinutes(30);

    /// <summary>Runs of which it is known what Slack shows; an older one is told again when it changes.</summary>
    private const int MostRemembered = 1_000;

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly IAgentSessions _sessions;
    private readonly RunSignals _signals;
    private readonly TimeProvider _time;
    private readonly Wakeup _news = new();
    private readonly ConcurrentDictionary<RunId, Run> _changed = new(); // the latest of each
    private readonly Dictionary<RunId, (Run Run, AgentSessionStatus Status, DateTimeOffset At)> _sent = []; // only the loop touches it

    public AgentStatusUpdater(IAgentSessions sessions, RunSignals signals, TimeProvider time)
    {
        _sessions = sessions;
        _signals = signals;
        _time = time;
        signals.RunChanged += OnRunChanged;
    }

    public override void Dispose()
    {
        _signals.RunChanged -= OnRunChanged;
        _news.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await RoundAsync(stoppingToken);
                await _news.WaitAsync(Look, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; Slack clears what is left after an hour.
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        foreach (var id in _changed.Keys)
        {
            if (_changed.TryRemove(id, out var run) && run.ReplyThread is not null)
            {
                await ShowAsync(run, cancellationToken);
            }
        }

        var now = _time.GetUtcNow();
        foreach (var (run, _, _) in _sent.Values.Where(sent => sent.Status == AgentSessionStatus.Processing && now - sent.At >= Renewal).ToList())
        {
            Remember(run, AgentSessionStatus.Processing);
            await _sessions.SetStatusAsync(run.Channel, run.ReplyThread!, AgentSessionStatus.Processing, title: null, cancellationToken);
        }
    }

    private async Task ShowAsync(Run run, CancellationToken cancellationToken)
    {
        var status = StatusOf(run);
        var known = _sent.TryGetValue(run.Id, out var last);
        if (known && last.Status == status)
        {
            return;
        }

        Remember(run, status);
        await _sessions.SetStatusAsync(run.Channel, run.ReplyThread!, status, known ? null : run.Title, cancellationToken);
    }

    private void Remember(Run run, AgentSessionStatus status)
    {
        _sent[run.Id] = (run, status, _time.GetUtcNow());
        if (_sent.Count > MostRemembered && _sent.Values.Where(sent => sent.Run.AtRest).OrderBy(sent => sent.At).Select(sent => sent.Run).FirstOrDefault() is { } oldest)
        {
            _sent.Remove(oldest.Id);
        }
    }

    private static AgentSessionStatus StatusOf(Run run) => run switch
    {
        { State: RunState.Held } => AgentSessionStatus.Suspended,
        { AtRest: true, PullRequestState: PullRequestState.Merged or PullRequestState.Closed } => AgentSessionStatus.Closed,
        { AtRest: true } => AgentSessionStatus.Active,
        { State: RunState.Running, ToolUse.Open: not null } => AgentSessionStatus.Suspended,
        _ => AgentSessionStatus.Processing,
    };

    private void OnRunChanged(Run run)
    {
        _changed[run.Id] = run;
        _news.Raise();
    }
}
