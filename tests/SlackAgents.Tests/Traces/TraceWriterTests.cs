using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Storage;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Traces;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TraceWriterTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly TraceHub _hub = new();
    private TestDatabase _database = null!;
    private FaultyTraceStore _store = null!;
    private TraceWriter _writer = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _database = await TestDatabase.CreateAsync(_time);
        _store = new FaultyTraceStore(_database.Traces);
        _writer = new TraceWriter(_store, _hub, text => text.Replace("s3cr3t", "[redacted]", StringComparison.Ordinal), _time, NullLogger<TraceWriter>.Instance);
        await _writer.StartAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await _writer.StopAsync(new CancellationToken(canceled: true));
        await _database.DisposeAsync();
    }

    [Test]
    public async Task What_was_waited_for_is_durable_with_its_cursor_and_without_secrets()
    {
        var run = Some.RunId();

        await _writer.WriteAsync(run, [new TraceEntry(1, Some.Instant, new TextEvent("a s3cr3t"), "k", "raw s3cr3t")], "t+1", CancellationToken.None);

        var record = (await _database.Traces.ReadAsync(run, 0, 10, CancellationToken.None)).Single();
        Assert.That((record.Event, record.Raw), Is.EqualTo((new TextEvent("a [redacted]"), "raw [redacted]")));
        Assert.That(await _database.Traces.GetCursorAsync(run, CancellationToken.None), Is.EqualTo("t+1"));
    }

    [Test]
    public async Task Events_of_all_sides_keep_the_order_they_were_written_in()
    {
        var run = Some.RunId();
        var entries = Enumerable.Range(0, 900).Select(_ => Some.TraceEntry()).ToList();

        foreach (var entry in entries)
        {
            if (entries.IndexOf(entry) % 100 == 50)
            {
                await _writer.WriteAsync(run, [entry], null, CancellationToken.None);
            }
            else
            {
                _writer.Write(run, entry);
            }
        }

        await _writer.FlushAsync(run, CancellationToken.None);
        var records = await _database.Traces.ReadAsync(run, 0, 1000, CancellationToken.None);
        Assert.That(records.Select(record => record.Event), Is.EqualTo(entries.Select(entry => entry.Event)));
        Assert.That(_store.Appends, Is.LessThan(900), "events that wait together are stored together");
    }

    [Test]
    public async Task Viewers_hear_of_it_after_the_commit()
    {
        var run = Some.RunId();
        using var subscription = _hub.Subscribe(run);
        await subscription.WaitAsync(CancellationToken.None);
        var heard = subscription.WaitAsync(CancellationToken.None);

        _writer.Write(run, Some.TraceEntry());

        await heard.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(await _database.Traces.ReadAsync(run, 0, 10, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_slow_viewer_reads_everything_by_sequence()
    {
        var run = Some.RunId();
        using var subscription = _hub.Subscribe(run);
        var viewer = ReadUntilAsync(subscription, 500);

        for (var index = 0; index < 500; index++)
        {
            _writer.Write(run, Some.TraceEntry());
        }

        Assert.That(await viewer.WaitAsync(TimeSpan.FromSeconds(60)), Is.EqualTo(Enumerable.Range(1, 500)));
    }

    [Test]
    public async Task A_disk_that_is_full_for_a_while_loses_nothing()
    {
        var run = Some.RunId();
        _store.Broken = true;
        _writer.Write(run, Some.TraceEntry());
        var durable = _writer.WriteAsync(run, [Some.TraceEntry()], "t+1", CancellationToken.None);
        await Eventually.IsTrueAsync(() => _store.FailedAttempts > 0 && _time.ArmedTimers > 0);
        Assert.That(durable.IsCompleted, Is.False);

        _store.Broken = false;
        _time.Advance(TimeSpan.FromSeconds(1));

        await durable.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(await _database.Traces.ReadAsync(run, 0, 10, CancellationToken.None), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_comes_faster_than_it_can_be_stored_is_counted_in_the_trace()
    {
        var run = Some.RunId();
        var big = Some.TraceEntry() with { Raw = new string('x', 1024 * 1024) };
        _store.Broken = true;
        for (var index = 0; index < 40; index++)
        {
            _writer.Write(run, big);
        }

        await Eventually.IsTrueAsync(() => _time.ArmedTimers > 0);
        _store.Broken = false;
        _time.Advance(TimeSpan.FromSeconds(1));
        await _writer.FlushAsync(run, CancellationToken.None);

        var records = await _database.Traces.ReadAsync(run, 0, 100, CancellationToken.None);
        var notices = records.Select(record => record.Event).OfType<NoticeEvent>().ToList();
        var kept = records.Count - notices.Count;
        Assert.That(kept, Is.InRange(25, 32));
        // How many rounds it took to come back decides how many notices there are; together they count every event.
        var leftOut = notices.Sum(notice => int.Parse(notice.Text.Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.That(leftOut, Is.EqualTo(40 - kept));
    }

    [Test]
    public async Task A_graceful_stop_stores_what_is_queued_and_then_refuses()
    {
        var run = Some.RunId();
        for (var index = 0; index < 3000; index++)
        {
            _writer.Write(run, Some.TraceEntry());
        }

        await _writer.StopAsync(CancellationToken.None);

        Assert.That(await _database.Traces.ReadAsync(run, 0, 5000, CancellationToken.None), Has.Count.EqualTo(3000));
        Assert.That(() => _writer.WriteAsync(run, [], "t+9", CancellationToken.None), Throws.InvalidOperationException);
    }

    [Test]
    public async Task A_stop_that_has_to_come_ends_the_retrying_and_says_so()
    {
        _store.Broken = true;
        var durable = _writer.WriteAsync(Some.RunId(), [Some.TraceEntry()], null, CancellationToken.None);
        await Eventually.IsTrueAsync(() => _store.FailedAttempts > 0);

        await _writer.StopAsync(new CancellationToken(canceled: true)).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.That(() => durable, Throws.InstanceOf<IOException>());
    }

    public void Dispose() => _writer?.Dispose();

    private async Task<List<long>> ReadUntilAsync(TraceSubscription subscription, int last)
    {
        var seen = new List<long>();
        while (seen.LastOrDefault() < last)
        {
            await subscription.WaitAsync(CancellationToken.None);
            var page = await _database.Traces.ReadAsync(subscription.Run, seen.LastOrDefault(), 1000, CancellationToken.None);
            seen.AddRange(page.Select(record => record.Sequence));
        }

        return seen;
    }
}
