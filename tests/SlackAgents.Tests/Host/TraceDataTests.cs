using System.Net;
using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Host;

/// <summary>What the viewer asks for while somebody reads a run.</summary>
[CancelAfter(60_000)]
internal sealed class TraceDataTests
{
    [Test]
    public async Task The_index_is_read_in_pages_until_there_is_no_more(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Enumerable.Range(1, 25).Select(number => new ToolResultEvent($"c{number}", "", number % 2 == 0, null)));

        var first = await site.GetJsonAsync("/index", "&after=0&limit=20", cancellationToken);
        var second = await site.GetJsonAsync("/index", "&after=20&limit=20", cancellationToken);
        var end = await site.GetJsonAsync("/index", "&after=25", cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(first.GetProperty("rows").GetArrayLength(), Is.EqualTo(20));
            Assert.That(first.GetProperty("rows")[1].GetRawText(), Is.EqualTo($"[2,1,{new DateTimeOffset(2026, 11, 20, 7, 0, 1, TimeSpan.Zero).ToUnixTimeMilliseconds()},7,1,{TraceRow.HashOf("c2")}]"));
            Assert.That((first.GetProperty("last").GetInt64(), first.GetProperty("more").GetBoolean()), Is.EqualTo((25, true)));
            Assert.That((second.GetProperty("rows").GetArrayLength(), second.GetProperty("more").GetBoolean()), Is.EqualTo((5, false)));
            Assert.That((end.GetProperty("rows").GetArrayLength(), end.GetProperty("more").GetBoolean()), Is.EqualTo((0, false)));
        });
    }

    [Test]
    public async Task Records_come_by_their_sequences_without_their_lines(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Enumerable.Range(1, 300).Select(number => new TextEvent($"event {number}.")));

        var some = await site.GetJsonAsync("/records", "&sequences=9,1,x,9,-4,99999,5", cancellationToken);
        var many = await site.GetJsonAsync("/records", $"&sequences={string.Join(',', Enumerable.Range(1, 300))}", cancellationToken);
        var none = await site.GetJsonAsync("/records", string.Empty, cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(Sequences(some), Is.EqualTo(new[] { 1, 5, 9 }));
            Assert.That(some.GetRawText(), Does.Not.Contain("raw"));
            Assert.That(Sequences(many), Is.EqualTo(Enumerable.Range(1, 200)));
            Assert.That(Sequences(none), Is.Empty);
        });
    }

    [Test]
    public async Task Each_long_text_is_cut_with_its_whole_length_and_can_be_read_to_its_end(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        var text = string.Concat(Enumerable.Range(0, 5_000).Select(number => $"{number} \U0001F680"));
        (string Property, TraceEvent Event)[] events =
        [
            ("text", new PromptEvent(text, "Alice", null)), ("text", new TextEvent(text)), ("text", new ThinkingEvent(text)), ("text", new AnswerEvent(text)),
            ("text", new NoticeEvent("plan", text)), ("text", new QuestionEvent("q", text)), ("text", new ReplyEvent("q", text, null, "answered")),
            ("input", new ToolCallEvent("c", "Bash", text, null)), ("output", new ToolResultEvent("c", text, false, null)), ("diff", new FileChangeEvent(null, "a", "added", text)),
            ("message", new ErrorEvent("e", text)), ("detail", new StepEvent("clone", "failed", null, text)), ("detail", new SteeringEvent("m", "refused", text)),
        ];
        site.Traces.Add(TraceSite.RunId, events.Select(one => one.Event));

        var records = (await site.GetJsonAsync("/records", $"&sequences={string.Join(',', Enumerable.Range(1, events.Length))}", cancellationToken)).GetProperty("records");

        foreach (var (index, (property, _)) in events.Index())
        {
            var beginning = records[index].GetProperty("event").GetProperty(property).GetString()!;
            Assert.That(records[index].GetProperty("cut").GetRawText(), Is.EqualTo($$"""{"{{property}}":{{text.Length}}}"""));
            Assert.That(beginning.Length, Is.InRange(3_999, 4_000));
            Assert.That(beginning + await RestAsync(site, index + 1, property, beginning.Length, 997, cancellationToken), Is.EqualTo(text), property);
        }
    }

    [Test]
    public async Task No_piece_begins_or_ends_within_a_character(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, new TextEvent("\U0001F680\U0001F681"));

        var pieces = new List<(string?, int)>();
        foreach (var more in new[] { "&offset=0&length=1", "&offset=1&length=2", "&offset=2&length=3", "&offset=0&length=3", "&offset=99&length=1", "&offset=99999999999&length=0" })
        {
            var piece = await site.GetJsonAsync("/records/1/text", "&of=text" + more, cancellationToken);
            pieces.Add((piece.GetProperty("text").GetString(), piece.GetProperty("offset").GetInt32()));
        }

        Assert.That(pieces, Is.EqualTo(new[] { ("\U0001F680", 0), ("\U0001F680", 0), ("\U0001F681", 2), ("\U0001F680", 0), (string.Empty, 4), (string.Empty, 4) }));
    }

    [TestCase("/records/1/text", "&of=output")]
    [TestCase("/records/1/text", "")]
    [TestCase("/records/7/text", "&of=text")]
    [TestCase("/records/x/text", "&of=text")]
    public async Task A_text_that_is_not_there_is_not_found(string under, string more, CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, new TextEvent("short"));

        using var answer = await site.Client.GetAsync(site.Path(under, more), cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_search_gives_what_it_found_and_where_to_go_on(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Enumerable.Range(1, 10).Select(number => new TextEvent(number % 2 == 0 ? "An EVEN number" : "odd")));

        var first = await site.GetJsonAsync("/search", "&q=even%20num&limit=3", cancellationToken);
        var second = await site.GetJsonAsync("/search", $"&q=even%20num&after={first.GetProperty("last").GetInt64()}", cancellationToken);

        Assert.That(first.GetRawText(), Is.EqualTo("""{"sequences":[2,4,6],"last":6,"more":true}"""));
        Assert.That(second.GetRawText(), Is.EqualTo("""{"sequences":[8,10],"last":10,"more":false}"""));
    }

    [TestCase("")]
    [TestCase("%20%20")]
    [TestCase("a%20b%20c%20d%20e%20f%20g%20h%20i")]
    public async Task A_search_without_words_or_with_too_many_says_what_to_do(string words, CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);

        using var answer = await site.Client.GetAsync(site.Path("/search", $"&q={words}"), cancellationToken);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(cancellationToken), Does.Contain("Search for one to 8 words"));
    }

    [TestCase("", "br")]
    [TestCase("/index", "gzip")]
    [TestCase("/head", "br")]
    [TestCase("/trace.jsonl", "gzip")]
    public async Task Answers_are_compressed_for_who_takes_it(string under, string encoding, CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Enumerable.Range(1, 100).Select(number => new TextEvent($"event {number}.")));
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Path(under));
        request.Headers.Add("Accept-Encoding", encoding);

        using var answer = await site.Client.SendAsync(request, cancellationToken);

        Assert.That(answer.Content.Headers.ContentEncoding, Is.EqualTo(new[] { encoding }));
        Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
    }

    [TestCase("br;q=0, gzip", "gzip")]
    [TestCase("gzip, br", "br")]
    [TestCase("identity", null)]
    public async Task Assets_are_compressed_already_and_kept_for_good(string accept, string? encoding, CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        var page = await site.Client.GetStringAsync(site.Path(), cancellationToken);
        var script = page[page.IndexOf("/assets/main", StringComparison.Ordinal)..page.IndexOf(".js\"", StringComparison.Ordinal)] + ".js";
        using var request = new HttpRequestMessage(HttpMethod.Get, script);
        request.Headers.Add("Accept-Encoding", accept);

        using var answer = await site.Client.SendAsync(request, cancellationToken);
        using var missing = await site.Client.GetAsync("/assets/main-00000000.js", cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Content.Headers.ContentEncoding, Is.EqualTo(encoding is null ? [] : new[] { encoding }));
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/javascript"));
            Assert.That(answer.Headers.CacheControl!.ToString(), Is.EqualTo("public, max-age=31536000, immutable"));
            Assert.That(answer.Headers.Vary, Is.EqualTo(new[] { "Accept-Encoding" }));
            Assert.That((missing.StatusCode, missing.Headers.CacheControl!.NoStore), Is.EqualTo((HttpStatusCode.NotFound, true)));
        });
    }

    private static IEnumerable<int> Sequences(JsonElement answer) => answer.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("sequence").GetInt32());

    private static async Task<string> RestAsync(TraceSite site, int sequence, string property, int offset, int length, CancellationToken cancellationToken)
    {
        var rest = string.Empty;
        for (; ;)
        {
            var piece = await site.GetJsonAsync($"/records/{sequence}/text", $"&of={property}&offset={offset + rest.Length}&length={length}", cancellationToken);
            Assert.That(piece.GetProperty("offset").GetInt32(), Is.EqualTo(offset + rest.Length));
            rest += piece.GetProperty("text").GetString();
            if (offset + rest.Length == piece.GetProperty("total").GetInt32())
            {
                return rest;
            }
        }
    }
}
