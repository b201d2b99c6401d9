using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Storage;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake.Inbox;

/// <summary>The worker on the real inbox; what a handler does is the test's.</summary>
[TestFixture]
[CancelAfter(120_000)]
internal sealed class InboxWorkerTests
{
    private InboxWakeup _wakeup = null!;
    private ScriptedHandler _handler = new();
    private ManualTimeProvider _time = new();
    private TestDatabase _database = null!;
    private InboxWorker? _worker;

    private IInbox Inbox => _database.Inbox;

    [SetUp]
    public async Task BeginAsync()
    {
        (_wakeup, _handler, _time, _worker) = (new InboxWakeup(), new ScriptedHandler(), new ManualTimeProvider(), null);
        _database = await TestDatabase.CreateAsync(_time);
    }

    [TearDown]
    public async Task EndAsync()
    {
        _handler.ReleaseAll();
        if (_worker is not null)
        {
            await _worker.StopAsync(CancellationToken.None);
            _worker.Dispose();
        }

        _wakeup.Dispose();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task A_handler_that_hangs_does_not_stop_another_thread(CancellationToken cancellationToken)
    {
        _handler.Hang("slow");
        await AddAsync("slow", "C1/1.0");
        await AddAsync("after the slow one", "C1/1.0");
        await AddAsync("elsewhere", "C1/2.0");
        await AddAsync("nowhere", lane: null);

        await StartAsync();
        await _handler.EndedAsync("elsewhere", cancellationToken);
        await _handler.EndedAsync("nowhere", cancellationToken);
        _handler.Release("slow");
        await _handler.EndedAsync("after the slow one", cancellationToken);

        var seen = _handler.Seen.ToList();
        Assert.That(seen.IndexOf("after the slow one begun"), Is.GreaterThan(seen.IndexOf("slow ended")));
    }

    [Test]
    public async Task A_thread_keeps_its_order_when_its_first_message_is_put_off(CancellationToken cancellationToken)
    {
        _handler.FailOnce("first");
        await AddAsync("first", "C1/1.0");
        await AddAsync("second", "C1/1.0");

        await StartAsync();
        await _handler.FailedAsync("first", cancellationToken);
        await AddAsync("elsewhere", "C2/1.0");
        await _handler.EndedAsync("elsewhere", cancellationToken);
        await AdvanceUntilAsync(() => _handler.HasEnded("second"));

        Assert.That(_handler.Begun.Where(name => name is not "elsewhere"), Is.EqualTo(new[] { "first", "first", "second" }));
    }

    [Test]
    public async Task What_somebody_waits_for_finds_a_place_when_all_others_are_taken(CancellationToken cancellationToken)
    {
        var slow = Enumerable.Range(0, InboxWorker.Slots + 1).Select(number => $"slow {number}").ToList();
        foreach (var name in slow)
        {
            _handler.Hang(name);
            await AddAsync(name, lane: null);
        }

        await StartAsync();
        await Eventually.IsTrueAsync(() => _handler.Begun.Count == InboxWorker.Slots);
        await AddAsync("modal", lane: null, urgent: true);
        await _handler.EndedAsync("modal", cancellationToken);
        var begun = _handler.Begun.Count(name => name is not "modal");
        _handler.Release("slow 3");
        await Eventually.IsTrueAsync(() => _handler.Begun.Contains(slow[^1], StringComparer.Ordinal));

        Assert.That(begun, Is.EqualTo(InboxWorker.Slots), "reserved places are for the urgent alone");
    }

    [Test]
    public async Task An_entry_whose_lease_ends_while_it_is_handled_is_not_handled_twice_at_once(CancellationToken cancellationToken)
    {
        _handler.Hang("slow");
        await AddAsync("slow", "C1/1.0");
        await StartAsync();
        await Eventually.IsTrueAsync(() => !_handler.Begun.IsEmpty);

        _time.Advance(TimeSpan.FromSeconds(90));
        await AddAsync("elsewhere", "C2/1.0");
        await _handler.EndedAsync("elsewhere", cancellationToken);
        _handler.Release("slow");
        await _handler.EndedAsync("slow", cancellationToken);

        Assert.That(_handler.Begun.Count(name => name is "slow"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_handler_that_hangs_for_ever_is_cut_off_and_tried_again()
    {
        _handler.Hang("stuck");
        await AddAsync("stuck", lane: null);
        await StartAsync();
        await Eventually.IsTrueAsync(() => !_handler.Begun.IsEmpty);

        await AdvanceUntilAsync(() => _handler.Begun.Count > 1);

        Assert.That(_handler.Begun, Is.All.EqualTo("stuck"));
    }

    [Test]
    public async Task What_nobody_can_handle_is_given_up_and_holds_nobody_back(CancellationToken cancellationToken)
    {
        await Inbox.AddAsync(Some.InboxItem() with { Kind = "unknown", Payload = "odd", Lane = "C1/1.0" }, cancellationToken);
        await AddAsync("next", "C1/1.0");

        await StartAsync();
        await _handler.EndedAsync("next", cancellationToken);
        await Eventually.IsTrueAsync(async () => await Inbox.CountPendingAsync(cancellationToken) == 0);

        Assert.That(_handler.Begun, Is.EqualTo(new[] { "next" }));
    }

    [Test]
    public async Task What_was_under_way_at_the_end_is_done_by_the_next_process(CancellationToken cancellationToken)
    {
        _handler.Hang("slow");
        await AddAsync("slow", "C1/1.0");
        await StartAsync();
        await Eventually.IsTrueAsync(() => !_handler.Begun.IsEmpty);

        await _worker!.StopAsync(cancellationToken);
        await _database.RestartAsync();
        _handler.Release("slow");
        await StartAsync();
        await _handler.EndedAsync("slow", cancellationToken);

        Assert.That(_handler.Begun, Is.EqualTo(new[] { "slow", "slow" }));
    }

    private async Task AddAsync(string name, string? lane, bool urgent = false)
    {
        await Inbox.AddAsync(new InboxItem(ScriptedHandler.Kind, [name], name) { Lane = lane, Urgent = urgent }, CancellationToken.None);
        _wakeup.Raise();
    }

    private Task StartAsync()
    {
        _worker = new InboxWorker(Inbox, _wakeup, [_handler], _time, NullLogger<InboxWorker>.Instance);
        return _worker.StartAsync(CancellationToken.None);
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        if (!condition())
        {
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        return condition();
    });

    private sealed class ScriptedHandler : IInboxHandler
    {
        public const string Kind = "test";

        private readonly ConcurrentDictionary<string, TaskCompletionSource> _hanging = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _ended = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _failed = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, bool> _failing = new(StringComparer.Ordinal);

        public IReadOnlyList<string> Kinds { get; } = [Kind];

        /// <summary>In the order their handling began.</summary>
        public ConcurrentQueue<string> Begun { get; } = new();

        public ConcurrentQueue<string> Seen { get; } = new();

        public void Hang(string name) => _hanging[name] = New();

        public void Release(string name) => _hanging[name].TrySetResult();

        public void ReleaseAll() => _hanging.Values.ToList().ForEach(gate => gate.TrySetResult());

        public void FailOnce(string name) => _failing[name] = true;

        public bool HasEnded(string name) => Of(_ended, name).Task.IsCompleted;

        public Task EndedAsync(string name, CancellationToken cancellationToken) => Of(_ended, name).Task.WaitAsync(cancellationToken);

        public Task FailedAsync(string name, CancellationToken cancellationToken) => Of(_failed, name).Task.WaitAsync(cancellationToken);

        public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
        {
            Begun.Enqueue(entry.Payload);
            Seen.Enqueue(entry.Payload + " begun");
            if (_hanging.TryGetValue(entry.Payload, out var gate))
            {
                await gate.Task.WaitAsync(cancellationToken);
            }

            if (_failing.TryRemove(entry.Payload, out _))
            {
                Of(_failed, entry.Payload).TrySetResult();
                throw new InvalidOperationException("Slack did not answer");
            }

            Seen.Enqueue(entry.Payload + " ended");
            Of(_ended, entry.Payload).TrySetResult();
        }

        private static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> signals, string name) => signals.GetOrAdd(name, _ => New());

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
