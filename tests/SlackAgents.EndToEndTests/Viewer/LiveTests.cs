using Microsoft.Playwright;
using SlackAgents.Core.Runs;
using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>A run that is watched while it works, by readers whose network and attention come and go.</summary>
internal sealed class LiveTests
{
    /// <summary>Lets a test hide and show the page as a phone's screen does.</summary>
    private const string Hideable = """
        window.hidePage = hidden => {
            Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => hidden ? 'hidden' : 'visible' });
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
            document.dispatchEvent(new Event('visibilitychange'));
        };
        """;

    private static readonly LocatorAssertionsToBeInViewportOptions Patient = new() { Timeout = 60_000 };

    [Test]
    public async Task Events_appear_as_they_are_written_and_the_end_stays_in_view()
    {
        var run = await WorkingAsync(40);
        var page = await TracePage.OpenAsync(ViewerSetUp.Browser, run.Link);
        await using var watched = page.Watched;
        await Assertions.Expect(page.Page.Locator(".live")).ToBeVisibleAsync();

        await ViewerSetUp.Runs.WriteAsync(run, SeededRuns.Texts(41, 1));
        await Assertions.Expect(page.Entry(41)).ToBeInViewportAsync(Patient);
        await page.Page.Mouse.MoveAsync(200, 400);
        await page.Page.Mouse.WheelAsync(0, -1_500);
        await Assertions.Expect(page.Entry(41)).Not.ToBeInViewportAsync();
        await ViewerSetUp.Runs.WriteAsync(run, SeededRuns.Texts(42, 3));
        var pill = page.Page.Locator(".pill");
        await Assertions.Expect(pill).ToHaveTextAsync("3 new");
        await Assertions.Expect(page.Entry(44)).Not.ToBeInViewportAsync();
        await pill.ClickAsync();
        await Assertions.Expect(page.Entry(44)).ToBeInViewportAsync(Patient);

        await ViewerSetUp.Runs.ChangeAsync(run, now => now with { State = RunState.Finished, StateSince = TimeProvider.System.GetUtcNow() });
        await ViewerSetUp.Runs.WriteAsync(run, new Core.Traces.StateEvent("Running", "Finished", null));
        await Assertions.Expect(page.Page.Locator(".bar .state")).ToHaveTextAsync("Finished", new() { Timeout = 60_000 });
        watched.AssertQuiet();
    }

    [Test]
    public async Task What_happens_while_the_network_is_cut_is_neither_lost_nor_doubled()
    {
        var run = await WorkingAsync(20);
        var page = await TracePage.OpenAsync(ViewerSetUp.Browser, run.Link);
        await using var watched = page.Watched;
        await Assertions.Expect(page.Page.Locator(".live")).ToBeVisibleAsync();
        await ViewerSetUp.Runs.WriteAsync(run, SeededRuns.Texts(21, 5));
        await Assertions.Expect(page.Entry(25)).ToBeInViewportAsync(Patient);

        await watched.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.Page.Locator(".banner")).ToContainTextAsync("offline");
        await ViewerSetUp.Runs.WriteAsync(run, SeededRuns.Texts(26, 300));
        await Assertions.Expect(page.Page.Locator(".live")).ToHaveCountAsync(0);
        await watched.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Page.Locator(".live")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ViewerSetUp.Runs.WriteAsync(run, SeededRuns.Texts(326, 5));
        await Assertions.Expect(page.Entry(330)).ToBeInViewportAsync(Patient);

        await Assertions.Expect(page.Page.Locator(".banner")).ToHaveCountAsync(0);
        Assert.That(await page.WalkAsync(), Is.EqualTo(Enumerable.Range(1, 330).Select(number => (long)number)));
        watched.AssertQuiet();
    }

    [Test]
    public async Task A_page_that_slept_catches_up_when_it_is_looked_at_again()
    {
        var run = await WorkingAsync(20);
        var page = await TracePage.OpenAsync(ViewerSetUp.Browser, run.Link, new PageLook { Before = Hideable });
        await using var watched = page.Watched;
        await Assertions.Expect(page.Page.Locator(".live")).ToBeVisibleAsync();

        // As a phone does it: hidden first, then without a network, then both come back at once.
        await page.Page.EvaluateAsync("window.hidePage(true)");
        await watched.Context.SetOfflineAsync(true);
        await ViewerSetUp.Runs.WriteAsync(run, SeededRuns.Texts(21, 500));
        await watched.Context.SetOfflineAsync(false);
        await page.Page.EvaluateAsync("window.hidePage(false)");
        await ViewerSetUp.Runs.WriteAsync(run, SeededRuns.Texts(521, 1));

        await Assertions.Expect(page.Entry(521)).ToBeInViewportAsync(Patient);
        Assert.That(await page.WalkAsync(), Is.EqualTo(Enumerable.Range(1, 521).Select(number => (long)number)));
        watched.AssertQuiet();
    }

    [Test]
    public async Task A_link_that_is_revoked_ends_the_watching_with_a_sentence()
    {
        var run = await WorkingAsync(5);
        var page = await TracePage.OpenAsync(ViewerSetUp.Browser, run.Link);
        await using var watched = page.Watched;
        await Assertions.Expect(page.Page.Locator(".live")).ToBeVisibleAsync();

        await ViewerSetUp.Runs.ChangeAsync(run, now => now with { LinkGeneration = now.LinkGeneration + 1 });
        await ViewerSetUp.Runs.WriteAsync(run, SeededRuns.Texts(6, 1));

        await Assertions.Expect(page.Page.Locator(".banner")).ToContainTextAsync("no longer opens", new() { Timeout = 60_000 });
        await ViewerSetUp.Runs.WriteAsync(run, SeededRuns.Texts(7, 1));
        await page.Jump("Last").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".tail")).ToBeInViewportAsync();
        Assert.That(await page.Timeline.InnerTextAsync(), Does.Contain("number 5.").And.Not.Contain("number 7."));
    }

    private static Task<SeededRun> WorkingAsync(int texts) =>
        ViewerSetUp.Runs.AddAsync(SeededRuns.Texts(1, texts), run => run with { State = RunState.Running, StateSince = TimeProvider.System.GetUtcNow() });
}
