using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Testing;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>Traces of one's own: read by the browser alone.</summary>
internal sealed class OpenPageTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "src", "viewer", "tests", "fixtures", "traces");

    [TestCase("claude-session.jsonl", "a Claude Code session")]
    [TestCase("codex-session.jsonl", "a Codex session")]
    public async Task A_file_that_is_chosen_is_shown_and_nothing_is_sent(string name, string what)
    {
        await using var page = await OpenAsync();
        await page.Page.GetByLabel("Trace files").SetInputFilesAsync(Path.Combine(Folder, name));

        await Assertions.Expect(page.Page.Locator(".file-found")).ToContainTextAsync(what);
        await Assertions.Expect(page.Page.Locator(".file-found")).ToContainTextAsync("all of them understood");
        await Assertions.Expect(page.Page.Locator(".entry .item").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.Locator(".tail")).ToContainTextAsync("The end:");
        await page.AssertFitsAsync();
        AssertNothingSent(page);
    }

    [Test]
    public async Task A_file_that_is_dropped_is_searched_and_filtered_without_a_network()
    {
        await using var page = await OpenAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "codex-exec-success.jsonl"));
        await page.Page.EvaluateAsync("""
            text => {
                const data = new DataTransfer();
                data.items.add(new File([text], 'rollout.jsonl'));
                for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """, text);
        await Assertions.Expect(page.Page.Locator(".file-found")).ToContainTextAsync("a stream of codex exec --json");
        await page.Context.SetOfflineAsync(true);

        var trace = new TracePage(page);
        await trace.Chip("Ran").ClickAsync();
        Assert.That(await trace.CountAsync(), Is.Positive);
        await page.Page.Locator(".item-toggle").First.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".item-body").First).ToBeVisibleAsync();
        AssertNothingSent(page);
    }

    [Test]
    public async Task What_is_no_trace_is_said_to_be_none()
    {
        await using var page = await OpenAsync();
        await page.Page.GetByLabel("Trace files").SetInputFilesAsync(new FilePayload { Name = "<img src=x onerror=alert(1)>.jsonl", MimeType = "text/plain", Buffer = "\0\u0001 no trace <script>alert(1)</script>\n"u8.ToArray() });

        await Assertions.Expect(page.Page.Locator("[role=alert], .file-found").First).ToBeVisibleAsync();
        AssertNothingSent(page);
    }

    private static async Task<WatchedPage> OpenAsync()
    {
        var page = await ViewerSetUp.Browser.VisitAsync(new Uri(ViewerSetUp.Host.Address, "open"));
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Open a trace of your own" })).ToBeVisibleAsync();
        return page;
    }

    private static void AssertNothingSent(WatchedPage page)
    {
        page.AssertQuiet();
        Assert.That(page.Requests.Where(address => !address.StartsWith("blob:", StringComparison.Ordinal)).Select(address => new Uri(address).AbsolutePath), Has.All.Matches<string>(path => path is "/open" || path.StartsWith("/assets/", StringComparison.Ordinal)));
    }
}
