using Microsoft.Playwright;
using SlackAgents.Core.Traces;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Testing;
using SlackAgents.Testing.Data;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>A run as one file, opened from a disk without any network.</summary>
internal sealed class OfflinePageTests
{
    [TestCaseSource(nameof(Traces))]
    public async Task The_file_shows_the_run_and_asks_nobody(IEnumerable<TraceEvent> events)
    {
        var run = await ViewerSetUp.Runs.AddAsync(events);
        using var folder = new TempDirectory();
        var file = Path.Combine(folder.Path, "run.html");
        using (var client = new HttpClient())
        {
            await File.WriteAllBytesAsync(file, await client.GetByteArrayAsync(new Uri(ViewerSetUp.Host.Address, $"/runs/{run.Id}/trace.html{run.Link.Query}")));
        }

        await using var watched = await ViewerSetUp.Browser.VisitAsync(new Uri(file), new PageLook { Width = 360, Height = 740 });
        await watched.Context.SetOfflineAsync(true);
        var page = new TracePage(watched);
        await Assertions.Expect(page.Page.Locator(".entry .item").First).ToBeVisibleAsync();
        await page.LoadedAsync();

        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Search and filter" }).ClickAsync();
        await page.Search.FillAsync("login");
        await Assertions.Expect(page.Page.Locator(".search-count")).ToContainTextAsync("hit");
        await page.Search.FillAsync(string.Empty);
        foreach (var panel in new[] { "Overview", "Time", "Door", "Files" })
        {
            await page.Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = panel, Exact = true }).ClickAsync();
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Tabpanel)).Not.ToBeEmptyAsync();
            await watched.AssertFitsAsync();
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(watched.Requests, Has.Count.EqualTo(1), "The file itself, and nothing else.");
            Assert.That(watched.Problems, Is.Empty);
        }
    }

    private static IEnumerable<TestCaseData> Traces()
    {
        yield return new TestCaseData(SampleTrace.Story).SetArgDisplayNames("a story of every kind");
        yield return new TestCaseData(HostileTrace.Events().Append(new TextEvent("login"))).SetArgDisplayNames("a hostile trace");
        yield return new TestCaseData(SampleTrace.Story.Concat(SampleTrace.Long(5_000))).SetArgDisplayNames("a long one");
    }
}
