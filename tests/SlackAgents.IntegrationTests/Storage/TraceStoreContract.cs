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

    [Test]
    public async Task Records_are_read_by_their_sequences_without_their_lines()
    {
        var run = Some.RunId();
        var entries = Enumerable.Range(0, 10).Select(_ => Some.KeyedTraceEntry()).ToList();
        await Traces.AppendAsync(run, entries, null, Token);
        await Traces.AppendAsync(Some.RunId(), entries, null, Token);

        var records = await Traces.ReadAsync(run, [7, 2, 2, 99, 0, -1], Token);

        Assert.That(records, Is.EqualTo(new[] { 2, 7 }.Select(sequence => new TraceRecord(run, sequence, entries[sequence - 1].Turn, entries[sequence - 1].At, entries[sequence - 1].Event, null))));
        Assert.That(await Traces.ReadAsync(run, [], Token), Is.Empty);
    }

    [Test]
    public async Task Every_event_has_its_row_and_rows_are_read_in_pages()
    {
        var run = Some.RunId();
        TraceEntry[] entries =
        [
            Some.KeyedTraceEntry(),
            new TraceEntry(2, Some.Instant.AddTicks(70_001), new ToolResultEvent("call_\U0001F680", "no", true, null)),
            new TraceEntry(1 << 20, Some.Instant, new NoticeEvent("stderr", "x")),
        ];
        await Traces.AppendAsync(run, [entries[0]], null, Token);
        await Traces.AppendAsync(run, entries, null, Token);
        await Traces.AppendAsync(Some.RunId(), entries, null, Token);

        var rows = await Traces.ReadRowsAsync(run, 0, 100, Token);

        Assert.That(rows, Is.EqualTo(entries.Select((entry, index) => TraceRow.Of(index + 1, entry))));
        Assert.That(await Traces.ReadRowsAsync(run, 1, 1, Token), Is.EqualTo(new[] { rows[1] }));
        Assert.That(await Traces.ReadRowsAsync(run, 3, 1, Token), Is.Empty);
    }

    [Test]
    public async Task The_last_sequence_is_known_without_reading()
    {
        var run = Some.RunId();
        var before = await Traces.GetLastSequenceAsync(run, Token);
        await Traces.AppendAsync(run, [Some.TraceEntry(), Some.TraceEntry()], null, Token);

        Assert.That((before, await Traces.GetLastSequenceAsync(run, Token)), Is.EqualTo((0, 2)));
    }

    [TestCase("login", new long[] { 1, 2, 3 })]
    [TestCase("LOGIN  test", new long[] { 1 })]
    [TestCase("Fix\\the", new long[] { 3 })]
    [TestCase("\"quoted\"", new long[] { 3 })]
    [TestCase("ÜBER", new long[] { 2 })]
    [TestCase("🚀", new long[] { 2 })]
    [TestCase("output", new long[] { })]
    [TestCase("tool_result", new long[] { })]
    [TestCase("n1", new long[] { })]
    [TestCase("rawline", new long[] { })]
    [TestCase("secret", new long[] { })]
    [TestCase("it is a", new long[] { 4 })]
    [TestCase("%", new long[] { })]
    public async Task Words_are_found_in_the_texts_of_events_and_nowhere_else(string query, long[] expected)
    {
        var run = Some.RunId();
        TraceEvent[] events =
        [
            new TextEvent("I look at the Login\n1 test"), new ToolResultEvent("c", "über the login 🚀", false, null),
            new ToolCallEvent("c", "Bash", """{"command":"fix\the login "quoted" now""", null), new TextEvent("it is a secret"),
        ];
        await Traces.AppendAsync(run, [.. events.Select(what => Some.TraceEntry() with { Event = what, Raw = "rawline" })], null, Token);
        await Traces.AppendAsync(Some.RunId(), [Some.TraceEntry() with { Event = events[0] }], null, Token);

        var page = await Traces.SearchAsync(run, TraceQuery.Of(query, Redact)!, 0, 100, Token);

        Assert.That(page.Sequences, Is.EqualTo(expected));
        Assert.That((page.Last, page.More), Is.EqualTo((4, false)));
    }

    [Test]
    public async Task A_search_goes_on_where_its_limit_stopped_it()
    {
        var run = Some.RunId();
        await Traces.AppendAsync(run, [.. Enumerable.Range(1, 10).Select(number => Some.TraceEntry() with { Event = new TextEvent(number % 2 == 0 ? "even" : "odd") })], null, Token);
        var query = TraceQuery.Of("even", Redact)!;

        var first = await Traces.SearchAsync(run, query, 0, 2, Token);
        var second = await Traces.SearchAsync(run, query, first.Last, 100, Token);

        Assert.That((first.Sequences, first.Last, first.More), Is.EqualTo((new long[] { 2, 4 }, 4, true)).Using<(IReadOnlyList<long>, long, bool)>((a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2 == b.Item2 && a.Item3 == b.Item3));
        Assert.That(second.Sequences, Is.EqualTo(new[] { 6, 8, 10 }));
        Assert.That((second.Last, second.More), Is.EqualTo((10, false)));
    }

    [Test]
    public async Task A_search_that_finds_nothing_stops_after_a_bounded_piece_and_ends_at_the_end()
    {
        var run = Some.RunId();
        var longText = new string('x', 250_000);
        await Traces.AppendAsync(run, [.. Enumerable.Range(1, 60).Select(_ => Some.TraceEntry() with { Event = new TextEvent(longText) })], null, Token);
        var query = TraceQuery.Of("nowhere", Redact)!;
        var lasts = new List<long>();

        for (var page = await Traces.SearchAsync(run, query, 0, 10, Token); ; page = await Traces.SearchAsync(run, query, page.Last, 10, Token))
        {
            lasts.Add(page.Last);
            if (!page.More)
            {
                break;
            }
        }

        Assert.That(lasts, Has.Count.GreaterThan(1).And.Ordered.And.Unique);
        Assert.That(lasts[^1], Is.EqualTo(60));
    }

    private static string Redact(string text) => text.Replace("secret", "***", StringComparison.Ordinal);
}
