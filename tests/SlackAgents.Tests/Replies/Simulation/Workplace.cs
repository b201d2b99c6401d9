using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Traces;
using SlackAgents.Slack.Pacing;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Time;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Replies.Simulation;

/// <summary>The real card updater, dispatcher, pacer and renderer between runs that change constantly and a Slack that counts; time is the test's.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    private readonly FakeSlackApi _slack = new();
    private readonly ReplyPacer _pacer;
    private readonly LiveRuns _live;
    private readonly TraceWriter _trace;
    private readonly RunSignals _signals = new();
    private readonly OutboxWakeup _wakeup = new();
    private readonly CardUpdates _cards = new();
    private readonly MemoryRuns _runs = new();
    private readonly MemoryOutbox _outbox;
    private readonly CardUpdater _updater;
    private readonly OutboxDispatcher _dispatcher;
    private readonly List<TieredCall> _calls = [];
    private readonly IReplyChannel _channel;

    public Workplace(int runs, int channels)
    {
        var limits = Options.Create(new RunsOptions());
        _outbox = new MemoryOutbox(Time);
        _pacer = new ReplyPacer(Time);
        _slack.Called = Keep;
        _trace = new TraceWriter(null!, new TraceHub(), text => text, Time, NullLogger<TraceWriter>.Instance);
        _live = new LiveRuns(limits, _trace, _signals, new ModelPulse(Time), Time);
        _channel = new FakeSlackWall(_slack, _pacer, Time).Channel;
        var links = new TraceLinks(new byte[32], () => new Uri("https://agents.test/"), TimeSpan.FromDays(1), Time);
        var card = new RunCard(links, _live, new RunQueue(), new SecretRedactor(new SecretRegistry(Time), text => text), limits, Time);
        _updater = new CardUpdater(new CardEdits(_runs, card, _live, _channel, Time, NullLogger<CardEdits>.Instance), new CardUpdaterState(_cards, _live, _signals, Time));
        var sender = new OutboxSender(_outbox, _channel, new Places(_runs, card), Time, NullLogger<OutboxSender>.Instance);
        _dispatcher = new OutboxDispatcher(_outbox, sender, _wakeup, Time, NullLogger<OutboxDispatcher>.Instance);
        All = [.. Enumerable.Range(0, runs).Select(number => Begin(number, channels))];
    }

    public ManualTimeProvider Time { get; } = new();

    public IReadOnlyList<RunId> All { get; }

    public IReadOnlyList<TieredCall> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    public async Task StartAsync()
    {
        await _updater.StartAsync(CancellationToken.None);
        await _dispatcher.StartAsync(CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>Lets time pass while every run works and changes.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            foreach (var id in _live.Ids)
            {
                _live.Find(id)!.Follow(new TextEvent($"At {Time.GetUtcNow():O}"));
                _cards.Touch(id);
            }

            Time.Advance(Step);
            await SettleAsync();
        }
    }

    public void Stop(RunId id) => Change(id, run => run with { State = RunState.Stopping, Reason = ReasonCode.StoppedByPerson });

    /// <summary>All of these end in the same instant.</summary>
    public async Task EndAsync(IEnumerable<RunId> ids)
    {
        foreach (var id in ids.ToList())
        {
            var run = Change(id, run => run with { State = RunState.Finished, Reason = ReasonCode.CompletedWithoutChanges, StateSince = Time.GetUtcNow() });
            await _live.RemoveAsync(_live.Find(id)!);
            var message = Some.Message(run) with { Key = $"{id}/turn1/end", Priority = OutboxPriority.Terminal, Channel = run.Channel, CreatedAt = Time.GetUtcNow(), Content = new ReplyContent($"end of {id}", [new Paragraph("done")]) };
            await _outbox.AddAsync([message, message with { Key = $"{id}/turn1/card", Kind = OutboxKind.CardUpdate, Content = null }], CancellationToken.None);
        }

        _wakeup.Raise();
    }

    public async Task<Run> ReadAsync(RunId id) => (await _runs.GetAsync(id, CancellationToken.None))!;

    public async ValueTask DisposeAsync()
    {
        await _updater.StopAsync(CancellationToken.None);
        await _dispatcher.StopAsync(CancellationToken.None);
        _updater.Dispose();
        _dispatcher.Dispose();
        _live.Dispose();
        _trace.Dispose();
        _pacer.Dispose();
        _slack.Dispose();
        _wakeup.Dispose();
    }

    private RunId Begin(int number, int channels)
    {
        var run = Some.RunWithCard() with
        {
            State = RunState.Running,
            Channel = string.Create(CultureInfo.InvariantCulture, $"C{number % channels:D8}"),
            TurnStartedAt = Time.GetUtcNow(),
            StateSince = Time.GetUtcNow(),
        };
        _runs.Set(run);
        _ = _live.TryAdd(run.Id);
        return run.Id;
    }

    private Run Change(RunId id, Func<Run, Run> change)
    {
        var changed = change(_runs.GetAsync(id, CancellationToken.None).Result!);
        _runs.Set(changed);
        _signals.Changed(changed);
        return changed;
    }

    /// <summary>Nothing goes on any more that does not wait for time to pass.</summary>
    private async Task SettleAsync()
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var (quiet, before) = (0, -1);
        while (quiet < 3)
        {
            await pause.WaitForNextTickAsync();
            var now = Calls.Count + _runs.Reads + _outbox.Takes;
            (quiet, before) = now == before ? (quiet + 1, now) : (0, now);
        }
    }

    private void Keep(SlackRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        var body = document.RootElement;
        lock (_calls)
        {
            _calls.Add(new TieredCall(
                Time.GetUtcNow(),
                request.Method,
                body.GetProperty("channel").GetString()!,
                body.TryGetProperty("ts", out var ts) ? ts.GetString() : null,
                body.GetProperty("text").GetString()!));
        }
    }

    private sealed class Places(MemoryRuns runs, RunCard card) : ICardSource
    {
        public async Task<CardPlace?> FindAsync(RunId run, CancellationToken cancellationToken) => await runs.GetAsync(run, cancellationToken) is { } found
            ? new CardPlace(found.Channel, found.CardTs, found.ThreadTs, found.ReplyThread, card.Draw(found), found.ReplyTo)
            : null;

        public Task PlacedAsync(RunId run, string ts, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task UnreachableAsync(RunId run, string sentence, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
