using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Configuration;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Host;

/// <summary>Watching a run live, through the real server.</summary>
[CancelAfter(120_000)]
internal sealed class TraceStreamTests
{
    [Test]
    public async Task What_happens_comes_at_once_and_in_order_to_everybody(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Happens(Texts(3));
        using var one = await LiveEvents.OpenAsync(site, "&after=1", null, cancellationToken);
        using var other = await LiveEvents.OpenAsync(site, "&after=3", null, cancellationToken);
        await one.ReadAsync("head", cancellationToken);
        await other.ReadAsync("head", cancellationToken);

        site.Happens(Texts(2));

        Assert.That(await one.ReadToAsync(5, cancellationToken), Is.EqualTo(new[] { 4, 5 }));
        Assert.That(await other.ReadToAsync(5, cancellationToken), Is.EqualTo(new[] { 4, 5 }));
    }

    [Test]
    public async Task A_reader_who_comes_back_is_sent_what_was_missed_from_the_store_and_then_what_is_new(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Happens(Texts(1500));
        using var live = await LiveEvents.OpenAsync(site, "&after=0", "7", cancellationToken);

        var missed = await live.ReadToAsync(1500, cancellationToken);
        site.Happens(Texts(10));
        var news = await live.ReadToAsync(1510, cancellationToken);

        Assert.That(missed.Concat(news), Is.EqualTo(Enumerable.Range(8, 1503)));
    }

    [Test]
    public async Task A_reader_who_is_far_behind_is_sent_the_newest_and_left_to_the_index_for_the_rest(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Happens(Texts(5000));
        using var live = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);

        var first = await live.ReadToAsync(1, cancellationToken);
        site.Happens(Texts(5000));
        var second = await live.ReadToAsync(5001, cancellationToken);

        Assert.That((first[0], second[0]), Is.EqualTo((5000, 10_000)));
    }

    [Test]
    public async Task The_facts_come_first_and_again_when_the_run_changes(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        using var live = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);
        var before = await live.ReadAsync("head", cancellationToken);

        site.Run = site.Run with { Version = site.Run.Version + 1, State = RunState.Publishing };

        Assert.That(JsonDocument.Parse(before).RootElement.GetProperty("state").GetString(), Is.EqualTo("Running"));
        Assert.That(JsonDocument.Parse(await live.ReadAsync("head", cancellationToken)).RootElement.GetProperty("state").GetString(), Is.EqualTo("Publishing"));
    }

    [Test]
    public async Task Readers_who_never_read_hold_up_nobody_and_cost_a_bounded_piece_of_memory(CancellationToken cancellationToken)
    {
        const int Stuck = 8;
        await using var site = await TraceSite.StartAsync(cancellationToken);
        var sockets = new List<Socket>();
        for (var number = 0; number < Stuck; number++)
        {
            sockets.Add(await ConnectAsync(site, cancellationToken));
        }

        using var live = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);
        await live.ReadAsync("head", cancellationToken);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var text = new TextEvent(new string('x', 3_900));
        for (var last = 0L; last < 8_000; last += 1_000)
        {
            // 32 MB in all, of which no socket holds more than a few.
            site.Happens(Enumerable.Repeat(text, 1_000));
            var came = await live.ReadToAsync(last + 1_000, cancellationToken);
            Assert.That(came, Is.EqualTo(Enumerable.Range(1, 1_000).Select(number => last + number)));
        }

        var more = GC.GetTotalMemory(forceFullCollection: true) - before;
        sockets.ForEach(socket => socket.Dispose());
        Assert.That(more, Is.LessThan(12 * 1024 * 1024));
    }

    [Test]
    public async Task A_feed_ends_with_its_last_reader_and_a_new_one_begins_with_the_next(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        using (var one = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken))
        {
            using (var other = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken))
            {
                await other.ReadAsync("head", cancellationToken);
            }

            await one.ReadAsync("head", cancellationToken);
            Assert.That(site.Watched, Is.EqualTo(1));
        }

        await Eventually.IsTrueAsync(() => site.Watched == 0);
        using var next = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);
        await next.ReadAsync("head", cancellationToken);
    }

    [Test]
    public async Task Above_the_limit_a_reader_is_asked_to_come_back(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken, web: new WebOptions { MaxReaders = 1 });
        using (await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken))
        {
            using var answer = await site.Client.GetAsync(site.Path("/events"), cancellationToken);

            Assert.That((answer.StatusCode, answer.Headers.RetryAfter!.Delta), Is.EqualTo((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(10))));
        }

        await Eventually.IsTrueAsync(() => site.Watched == 0);
        using var next = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);
        await next.ReadAsync("head", cancellationToken);
    }

    [Test]
    public async Task A_silent_run_gives_a_sign_of_life_and_the_stream_ends_after_half_an_hour(CancellationToken cancellationToken)
    {
        var time = new ManualTimeProvider();
        await using var site = await TraceSite.StartAsync(cancellationToken, time);
        using var live = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);
        await live.ReadAsync("head", cancellationToken);

        var sign = live.ReadAsync(cancellationToken);
        await AdvanceUntilAsync(time, () => sign.IsCompleted);
        Assert.That(await sign, Is.EqualTo((":", string.Empty)));

        time.Advance(TimeSpan.FromMinutes(30));
        var end = live.ReadAsync("bye", cancellationToken);
        await AdvanceUntilAsync(time, () => end.IsCompleted);
        Assert.That(() => end, Throws.TypeOf<EndOfStreamException>());
    }

    [Test]
    public async Task A_link_that_ends_meanwhile_ends_the_stream_with_a_word(CancellationToken cancellationToken)
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2030, 1, 2, 3, 50, 0, TimeSpan.Zero));
        await using var site = await TraceSite.StartAsync(cancellationToken, time, linkLifetime: TimeSpan.FromMinutes(1));
        using var live = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);
        await live.ReadAsync("head", cancellationToken);

        var bye = live.ReadAsync("bye", cancellationToken);
        time.Advance(TimeSpan.FromMinutes(11));
        await AdvanceUntilAsync(time, () => bye.IsCompleted);

        Assert.That(await bye, Is.Not.Null);
        Assert.That(() => live.ReadAsync(cancellationToken), Throws.TypeOf<EndOfStreamException>());
    }

    [Test]
    public async Task Links_that_are_taken_back_end_their_streams_before_anything_else_is_sent(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        using var live = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);
        await live.ReadAsync("head", cancellationToken);

        site.Run = site.Run with { Version = site.Run.Version + 1, LinkGeneration = site.Run.LinkGeneration + 1 };
        var next = await live.ReadAsync(cancellationToken);

        Assert.That(next.Kind, Is.EqualTo("bye"));
    }

    [Test]
    public async Task A_database_that_fails_for_a_while_ends_no_stream(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        using var live = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);
        await live.ReadAsync("head", cancellationToken);

        site.Traces.FailedReads = 0;
        site.Traces.Broken = true;
        site.Happens(Texts(1));
        await Eventually.IsTrueAsync(() => site.Traces.FailedReads > 0);
        site.Traces.Broken = false;

        Assert.That(await live.ReadToAsync(1, cancellationToken), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_host_that_stops_lets_its_readers_go(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        using var live = await LiveEvents.OpenAsync(site, string.Empty, null, cancellationToken);
        await live.ReadAsync("head", cancellationToken);

        await site.StopAsync(cancellationToken);

        Assert.That(async () => await live.ReadAsync("bye", cancellationToken), Throws.InstanceOf<IOException>());
        await Eventually.IsTrueAsync(() => site.Watched == 0);
    }

    private static IEnumerable<TextEvent> Texts(int count) => Enumerable.Range(1, count).Select(number => new TextEvent($"text {number}."));

    /// <summary>Time goes on second by second: what the feed waits for next it may not have begun to wait for.</summary>
    private static Task AdvanceUntilAsync(ManualTimeProvider time, Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return condition();
    });

    /// <summary>Asks for the stream and never reads a byte.</summary>
    private static async Task<Socket> ConnectAsync(TraceSite site, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(site.Client.BaseAddress!.Host, site.Client.BaseAddress.Port, cancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {site.Path("/events")} HTTP/1.1\r\nHost: localhost\r\n\r\n"), cancellationToken);
        return socket;
    }
}
