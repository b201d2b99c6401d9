using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>The page of a trace by what people find on it.</summary>
internal sealed partial class TracePage(WatchedPage watched)
{
    private static readonly LocatorAssertionsToHaveTextOptions Patient = new() { Timeout = 60_000 };

    public WatchedPage Watched => watched;

    public IPage Page => watched.Page;

    public ILocator Timeline => Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Timeline" });

    public ILocator Search => Page.GetByRole(AriaRole.Searchbox, new PageGetByRoleOptions { Name = "Search in this trace" });

    public ILocator Entry(long sequence) => Page.Locator(string.Create(CultureInfo.InvariantCulture, $"#e{sequence}"));

    /// <summary>A filter by the beginning of its name; its count follows.</summary>
    public ILocator Chip(string name) => Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Show only" })
        .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new Regex($"^{name}\\b", RegexOptions.None, TimeSpan.FromSeconds(1)) });

    public ILocator Jump(string name) => Page.GetByRole(AriaRole.Toolbar, new PageGetByRoleOptions { Name = "Go to" })
        .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name });

    public static async Task<TracePage> OpenAsync(PhoneBrowser browser, Uri address, PageLook? look = null)
    {
        var page = new TracePage(await browser.VisitAsync(address, look));
        await Assertions.Expect(page.Page.Locator(".entry").First).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        return page;
    }

    /// <summary>Waits until everything is there that the page says it has.</summary>
    public Task LoadedAsync() => Assertions.Expect(Page.Locator(".tail")).ToHaveTextAsync(Whole(), Patient);

    /// <summary>Items in the list under the filter, shown or not.</summary>
    public async Task<int> CountAsync() => int.Parse(await Page.Locator(".entry").First.GetAttributeAsync("aria-setsize") ?? "0", CultureInfo.InvariantCulture);

    /// <summary>First sequences of all items, in the order of the list, by scrolling through it as people do.</summary>
    public async Task<IReadOnlyList<long>> WalkAsync()
    {
        await Page.EvaluateAsync("window.scrollTo(0, 0)");
        var found = new List<long>();
        var count = await CountAsync();
        for (var step = 0; step < 400; step++)
        {
            await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            var shown = await Page.EvaluateAsync<long[]>("[...document.querySelectorAll('.entry')].flatMap(entry => [Number(entry.dataset.index), Number(entry.id.slice(1))])");
            foreach (var (index, sequence) in shown.Chunk(2).Select(pair => (pair[0], pair[1])).Where(pair => pair.Item1 >= found.Count).OrderBy(pair => pair.Item1))
            {
                Assert.That(index, Is.EqualTo(found.Count), "The list was scrolled past something.");
                found.Add(sequence);
            }

            if (found.Count >= count)
            {
                return found;
            }

            await Page.EvaluateAsync("window.scrollBy(0, window.innerHeight / 2)");
        }

        throw new AssertionException($"The list did not come to its end: {found.Count} of {count}.");
    }

    /// <summary>Pixels to the end of the page.</summary>
    public Task<double> ToEndAsync() => Page.EvaluateAsync<double>("document.documentElement.scrollHeight - window.scrollY - window.innerHeight");

    [GeneratedRegex("entries|entry|What comes next|There is nothing", RegexOptions.None, 1000)]
    private static partial Regex Whole();
}
