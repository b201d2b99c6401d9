using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;

namespace SlackAgents.IntegrationTests.Storage;

internal abstract class TraceStoreContract : StoreContract
{
    private ITraceStore Traces => Database.Traces;

    [Test]
    public async Task Events_are_read_as_they_were_appended()
    {
        var run = Some.RunId();
        var entries = new[]
        {
            Some.KeyedTraceEntry(),
            new TraceEntry(0, Some.Instant.AddTicks(7), new StateEvent("Queued", "Running", null)),
            new TraceEntry(2, Some.Instant, new ModelCallEvent("Anthropic", "m", 200, 1, 2, 3, 4, 0.0123m, 45.6, "req_1"), "k", new string('x', 2_000_000)),
        };

        var added = await Traces.AppendAsync(run, entries, "cursor+1", Token);

        var expected = entries.Select((entry, index) => new TraceRecord(run, index + 1, entry.Turn, entry.At, entry.Event, entry.Raw));
        Assert.That(added, Is.EqualTo(expected));
        Assert.That(await Traces.ReadAsync(run, 0, 100, Token), Is.EqualTo(expected));
        Assert.That(await Traces.GetCursorAsync(run, Token), Is.EqualTo("cursor+1"));
    }

    [Test]
    public async Task Appending_the_same_output_again_adds_nothing_and_leaves_no_gap()
    {
        var run = Some.RunId();
        var entries = Enumerable.Range(0, 10).Select(_ => Some.KeyedTraceEntry()).ToList();
        var further = Some.KeyedTraceEntry();
        await Traces.AppendAsync(run, entries, null, Token);

        var added = await Traces.AppendAsync(run, [.. entries, further, further], null, Token);

        Assert.That(added.Select(record => record.Sequence), Is.EqualTo(new[] { 11 }));
        Assert.That((await Traces.ReadAsync(run, 0, 100, Token)).Select(record => record.Sequence), Is.EqualTo(Enumerable.Range(1, 11)));
    }

    [Test]
    public async Task The_same_key_in_another_run_is_another_event()
    {
        var entry = Some.KeyedTraceEntry();

        var first = await Traces.AppendAsync(Some.RunId(), [entry], null, Token);
        var second = await Traces.AppendAsync(Some.RunId(), [entry], null, Token);

        Assert.That((first.Count, second.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task Parallel_appends_leave_no_gap_and_keep_the_order_of_each()
    {
        var run = Some.RunId();
        var batches = Enumerable.Range(0, 20)
            .Select(turn => Enumerable.Range(0, 25).Select(_ => Some.TraceEntry() with { Turn = turn }).ToList())
            .ToList();

        await Task.WhenAll(batches.Select(batch => Task.Run(() => Traces.AppendAsync(run, batch, null, Token))));

        var records = await Traces.ReadAsync(run, 0, 1000, Token);
        Assert.That(records.Select(record => record.Sequence), Is.EqualTo(Enumerable.Range(1, 500)));
        foreach (var batch in batches)
        {
            Assert.That(records.Where(record => record.Turn == batch[0].Turn).Select(record => record.Event), Is.EqualTo(batch.Select(entry => entry.Event)));
        }
    }

    [Test]
    public async Task A_cursor_stays_when_none_is_given_and_needs_no_event()
    {
        var run = Some.RunId();

        var before = await Traces.GetCursorAsync(run, Token);
        await Traces.AppendAsync(run, [], "1+1", Token);
        await Traces.AppendAsync(run, [Some.TraceEntry()], null, Token);

        Assert.That(before, Is.Null);
        Assert.That(await Traces.GetCursorAsync(run, Token), Is.EqualTo("1+1"));
    }

    [Test]
    public async Task Reading_goes_on_after_a_sequence_up_to_the_limit()
    {
        var run = Some.RunId();
        await Traces.AppendAsync(run, [.. Enumerable.Range(0, 10).Select(_ => Some.TraceEntry())], null, Token);

        var page = await Traces.ReadAsync(run, 4, 3, Token);
        var end = await Traces.ReadAsync(run, 10, 3, Token);

        Assert.That(page.Select(record => record.Sequence), Is.EqualTo(new[] { 5, 6, 7 }));
        Assert.That(end, Is.Empty);
    }

    [Test]
    public async Task The_sequence_goes_on_after_a_restart()
    {
        var run = Some.RunId();
        await Traces.AppendAsync(run, [Some.TraceEntry()], null, Token);

        await Database.RestartAsync();
        var added = await Traces.AppendAsync(run, [Some.TraceEntry()], null, Token);

        Assert.That(added.Single().Sequence, Is.EqualTo(2));
    }
}
