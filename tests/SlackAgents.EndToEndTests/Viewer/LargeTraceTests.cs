using System.Globalization;
using Microsoft.Playwright;
using SlackAgents.Core.Traces;
using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>Traces of sizes that a page could drown in.</summary>
internal sealed class LargeTraceTests
{
    private const int MostElements = 5_000;
    private const double MostMegabytes = 150;

    private static readonly LocatorAssertionsToBeInViewportOptions Patient = new() { Timeout = 60_000 };

    [TestCase(10_000)]
    [TestCase(200_000)]
    public async Task A_long_trace_is_usable_at_once_and_reached_everywhere(int events)
    {
        var run = await ViewerSetUp.Runs.AddAsync(SampleTrace.Long(events));
        var page = await TracePage.OpenAsync(ViewerSetUp.Browser, run.Link);
        await using var watched = page.Watched;
        await page.LoadedAsync();
        Assert.That(await page.CountAsync(), Is.EqualTo(events / 10 * 6));
        await AssertSmallAsync(watched);

        await page.Jump("Last").ClickAsync();
        await Assertions.Expect(page.Entry(events - 1)).ToBeInViewportAsync(Patient);
        await Assertions.Expect(page.Page.Locator(".tail")).ToBeInViewportAsync(Patient);
        await page.Page.Keyboard.PressAsync("g");
        await Assertions.Expect(page.Entry(1)).ToBeInViewportAsync(Patient);

        await page.Chip("Failed").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".entry").First).ToHaveAttributeAsync("aria-setsize", (events / 500).ToString(CultureInfo.InvariantCulture));
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Search.FillAsync(string.Create(CultureInfo.InvariantCulture, $"part{events - 8}"));
        await Assertions.Expect(page.Page.Locator(".search-count")).ToHaveTextAsync("1 hit", new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });
        await page.Search.PressAsync("Enter");
        await Assertions.Expect(page.Entry(events - 8)).ToBeInViewportAsync(Patient);
        await AssertSmallAsync(watched);
        watched.AssertQuiet();

        var middle = await TracePage.OpenAsync(ViewerSetUp.Browser, run.At(string.Create(CultureInfo.InvariantCulture, $"e{(events / 2) + 1}")));
        await using var other = middle.Watched;
        await Assertions.Expect(middle.Entry((events / 2) + 1)).ToBeInViewportAsync(Patient);
        other.AssertQuiet();
    }

    [Test]
    public async Task An_output_of_twenty_megabytes_is_read_in_parts()
    {
        var output = string.Concat(Enumerable.Range(1, 420_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"line {number:D7} of a very long output with words\n")));
        var run = await ViewerSetUp.Runs.AddAsync([new ToolCallEvent("c", "Bash", """{"command":"cat big"}""", null), new ToolResultEvent("c", output, IsError: false, 10, 0)]);
        var page = await TracePage.OpenAsync(ViewerSetUp.Browser, run.At("e1"));
        await using var watched = page.Watched;
        await Assertions.Expect(page.Timeline).ToContainTextAsync("line 0000001 of");

        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Go to the end" }).ClickAsync();
        await Assertions.Expect(page.Timeline).ToContainTextAsync("line 0420000 of", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Earlier" }).First.ClickAsync();
        await Assertions.Expect(page.Timeline).Not.ToContainTextAsync("line 0420000 of");
        await Assertions.Expect(page.Timeline).ToContainTextAsync("line 041");

        await AssertSmallAsync(watched);
        await watched.AssertFitsAsync();
        watched.AssertQuiet();
    }

    [Test]
    public async Task A_line_of_two_million_characters_wraps_and_is_cut()
    {
        var run = await ViewerSetUp.Runs.AddAsync([new ToolCallEvent("c", "Bash", """{"command":"cat bundle.min.js"}""", null), new ToolResultEvent("c", new string('w', 2_000_000), IsError: false, 10, 0), new TextEvent(new string('t', 500_000))]);
        var page = await TracePage.OpenAsync(ViewerSetUp.Browser, run.At("e1"), new PageLook { Width = 360, Height = 740 });
        await using var watched = page.Watched;

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show more" }).First).ToBeVisibleAsync();
        await watched.AssertFitsAsync();
        await AssertSmallAsync(watched);
        watched.AssertQuiet();
    }

    private static async Task AssertSmallAsync(WatchedPage page)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.CountElementsAsync(), Is.LessThan(MostElements));
            Assert.That(await page.Page.EvaluateAsync<double>("performance.memory.usedJSHeapSize / 1e6"), Is.LessThan(MostMegabytes));
        }
    }
}
