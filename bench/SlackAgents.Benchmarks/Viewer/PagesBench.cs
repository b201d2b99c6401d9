using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using SlackAgents.Benchmarks.Ingest;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Storage;

namespace SlackAgents.Benchmarks.Viewer;

/// <summary>What somebody who opens a run waits for: the page, the first entries, all of them, and what comes later.</summary>
internal static class PagesBench
{
    private const int Rounds = 9;
    private const int Marks = 150;

    private static readonly int[] Sizes = [1_000, 20_000, 200_000];

    /// <summary>Milliseconds since the navigation began, taken in the page.</summary>
    private const string Watch = """
        window.seen = { first: 0, all: 0, marks: {} };
        const painted = then => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = then; port2.postMessage(0); });
        new MutationObserver(() => {
            if (!seen.first && document.querySelector('.entry .item')) { seen.first = -1; painted(() => { seen.first = performance.now(); }); }
            if (!seen.all && /\d entries|What comes next/.test(document.querySelector('.tail')?.textContent ?? '')) { seen.all = -1; painted(() => { seen.all = performance.now(); }); }
            for (const [mark] of [...document.querySelectorAll('.entry')].slice(-3).map(entry => /mark \d+/.exec(entry.textContent)).filter(found => found))
                if (!(mark in seen.marks)) { seen.marks[mark] = 0; painted(() => { seen.marks[mark] = performance.timeOrigin + performance.now(); }); }
        }).observe(document, { subtree: true, childList: true, characterData: true });
        seen.busy = [];
        new PerformanceObserver(list => { for (const task of list.getEntries()) seen.busy.push([task.startTime, task.duration]); }).observe({ type: 'longtask', buffered: true });
        """;

    public static async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.CreateAsync();
        var hub = new TraceHub();
        await using var site = await ViewerSite.StartAsync(database, hub, cancellationToken);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.LaunchAsync(playwright);

        var table = new Table("events in the trace", "first entries painted", "all of it in the list", "free for somebody's hand", "longest pause of the page");
        var shipped = new Shipped();
        foreach (var size in Sizes)
        {
            var run = await SeedAsync(database, size, cancellationToken);
            var opened = new Opened();
            for (var round = 0; round <= Rounds; round++)
            {
                progress.Say(string.Create(CultureInfo.InvariantCulture, $"{size} events, opened {round} of {Rounds} times"));
                opened.Add(await OpenAsync(browser, site.PageOf(run), shipped, cancellationToken), isCounted: round > 0);
            }

            table.Row(size.ToString("N0", CultureInfo.InvariantCulture), opened.First.Show(), opened.All.Show(), opened.Free.Show(), opened.Longest.Show());
        }

        progress.Say("events on their way into an open page");
        var lag = await WatchAsync(browser, database, hub, site, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"""
            A page of a run in Chromium, a profile without a cache each time, on the same machine over loopback. Milliseconds from the navigation; the page is
            free when nothing holds it up for more than 50 ms any more (n = {Rounds} after one to warm up, median [smallest–largest]):

            {table}
            Sent for that, as it went over the wire: {Kilobytes(shipped.Code)} of script and style sheets, {Kilobytes(shipped.Page)} of page with its first entries inside
            (1,000 events); parts that come after the first entries are in it.

            An event that is written while the page is open is painted {lag.Show(0.5)} ms later (median), {lag.Show(0.99)} ms (p99), {lag.Show(1)} ms (longest of {lag.Count}).
            """);
    }

    private static async Task<Run> SeedAsync(TestDatabase database, int size, CancellationToken cancellationToken)
    {
        var run = Some.RunWithCard() with { State = RunState.Finished };
        await database.Runs.AddAsync(Some.Key(), Some.NewRun(run), cancellationToken);
        var number = 0;
        foreach (var some in SampleTrace.Long(size).Chunk(2_000))
        {
            await database.Traces.AppendAsync(run.Id, [.. some.Select(what => new TraceEntry(1, Some.Instant.AddMilliseconds(25 * number++), what))], cursor: null, cancellationToken);
        }

        return run;
    }

    private static async Task<JsonElement> OpenAsync(IBrowser browser, Uri address, Shipped shipped, CancellationToken cancellationToken)
    {
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        await context.AddInitScriptAsync(Watch);
        var page = await context.NewPageAsync();
        var wire = await context.NewCDPSessionAsync(page);
        shipped.Begin(wire);
        await wire.SendAsync("Network.enable");
        await page.GotoAsync(address.AbsoluteUri);
        await UntilAsync(page, "window.seen.first > 0 && window.seen.all > 0", cancellationToken);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        return await page.EvaluateAsync<JsonElement>("({ first: seen.first, all: seen.all, busy: seen.busy })");
    }

    private static async Task<Samples> WatchAsync(IBrowser browser, TestDatabase database, TraceHub hub, ViewerSite site, CancellationToken cancellationToken)
    {
        var run = Some.RunWithCard() with { State = RunState.Running };
        await database.Runs.AddAsync(Some.Key(), Some.NewRun(run), cancellationToken);
        using var writer = new TraceWriter(database.Traces, hub, IngestStage.Redactor().Redact, TimeProvider.System, NullLogger<TraceWriter>.Instance);
        await writer.StartAsync(cancellationToken);
        await writer.WriteAsync(run.Id, [new TraceEntry(1, TimeProvider.System.GetUtcNow(), new TextEvent("It begins."))], cursor: null, cancellationToken);
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        await context.AddInitScriptAsync(Watch);
        var page = await context.NewPageAsync();
        await page.GotoAsync(site.PageOf(run).AbsoluteUri);
        await page.WaitForSelectorAsync(".live");

        var written = new List<double>();
        var random = new Random(17);
        for (var mark = 0; mark < Marks; mark++)
        {
            // Uneven, so that no pace of anybody's is met by chance.
            await Task.Delay(TimeSpan.FromMilliseconds(100 + random.Next(300)), TimeProvider.System, cancellationToken);
            var now = TimeProvider.System.GetUtcNow();
            written.Add((now - DateTimeOffset.UnixEpoch).TotalMilliseconds);
            writer.Write(run.Id, new TraceEntry(1, now, new TextEvent(string.Create(CultureInfo.InvariantCulture, $"This is **mark {mark}** of what an agent says."))));
        }

        await UntilAsync(page, $"Object.values(window.seen.marks).filter(at => at > 0).length >= {Marks.ToString(CultureInfo.InvariantCulture)}", cancellationToken);
        var painted = await page.EvaluateAsync<JsonElement>("window.seen.marks");
        await writer.StopAsync(cancellationToken);
        return new Samples(written.Select((at, mark) => painted.GetProperty(string.Create(CultureInfo.InvariantCulture, $"mark {mark}")).GetDouble() - at));
    }

    /// <summary>Asked again and again from outside: the page's policy lets nothing wait inside that it does not know.</summary>
    private static Task UntilAsync(IPage page, string condition, CancellationToken cancellationToken) =>
        Waiting.UntilAsync(() => page.EvaluateAsync<bool>(condition), condition, TimeSpan.FromSeconds(60), cancellationToken);

    private static string Kilobytes(double bytes) => (bytes / 1_000).ToString("0", CultureInfo.InvariantCulture) + " kB";

    private sealed class Opened
    {
        public Samples First { get; } = new();

        public Samples All { get; } = new();

        public Samples Free { get; } = new();

        public Samples Longest { get; } = new();

        public void Add(JsonElement seen, bool isCounted)
        {
            if (!isCounted)
            {
                return;
            }

            var all = seen.GetProperty("all").GetDouble();
            var busy = seen.GetProperty("busy").EnumerateArray().Select(task => (Start: task[0].GetDouble(), Length: task[1].GetDouble())).ToList();
            First.Add(seen.GetProperty("first").GetDouble());
            All.Add(all);
            Free.Add(busy.Select(task => task.Start + task.Length).Append(all).Max());
            Longest.Add(busy.Select(task => task.Length).Append(0).Max());
        }
    }

    /// <summary>Bytes on the wire of the page that was opened first, with their headers.</summary>
    private sealed class Shipped
    {
        private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
        private bool _isDone;

        public double Code { get; private set; }

        public double Page { get; private set; }

        public void Begin(ICDPSession wire)
        {
            if (_isDone)
            {
                return;
            }

            _isDone = true;
            wire.Event("Network.responseReceived").OnEvent += (_, what) => _kinds[Id(what)] = what!.Value.GetProperty("type").GetString()!;
            wire.Event("Network.loadingFinished").OnEvent += (_, what) => Add(_kinds.GetValueOrDefault(Id(what)), what!.Value.GetProperty("encodedDataLength").GetDouble());
        }

        private static string Id(JsonElement? what) => what!.Value.GetProperty("requestId").GetString()!;

        private void Add(string? kind, double bytes)
        {
            if (kind is "Script" or "Stylesheet")
            {
                Code += bytes;
            }
            else if (kind is "Document")
            {
                Page += bytes;
            }
        }
    }
}
