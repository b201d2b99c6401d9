using System.Net;
using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Traces;

/// <summary>The trace page in a real browser, on a phone.</summary>
internal sealed class TracePageTests : StageTests
{
    private PhoneBrowser? _browser;

    [OneTimeSetUp]
    public async Task OpenBrowserAsync() => _browser = await PhoneBrowser.LaunchAsync();

    [OneTimeTearDown]
    public async Task CloseBrowserAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    [Test]
    public async Task Events_arrive_while_the_run_works()
    {
        var run = await Stage.RunAsync("[[fake:slow-commit]] be watched");
        await run.AgentAsksAsync("slow-commit", 0);
        var page = await OpenAsync(run);
        var before = await page.Locator("#events > *").CountAsync();

        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Live");
        await Assertions.Expect(page.Locator("#events")).ToContainTextAsync("step1-end", new() { Timeout = 60_000 });
        await run.EndAsync();
        await Assertions.Expect(page.Locator("#head")).ToContainTextAsync("Finished", new() { Timeout = 30_000 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Locator("#events > *").CountAsync(), Is.GreaterThan(before));
            Assert.That(_browser!.Problems, Is.Empty, "Errors on the console.");
        }
    }

    [Test]
    public async Task It_fits_a_phone_and_what_the_agent_writes_is_text()
    {
        Model.Script("markup", Playground.Model.ModelStep.Run("echo '<script>document.title=\"owned\"</script><img src=x onerror=alert(1)>'; echo " + new string('w', 3_000) + "; printf '\\033]0;owned\\007\\033[31mred\\033[0m\\n'"), Playground.Model.ModelStep.Say("<b>bold</b> <script>document.title='owned'</script>"));
        var run = await Stage.RunAsync("[[fake:markup]] <i>write</i> markup");
        await run.EndAsync();

        var page = await OpenAsync(run);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390), "It scrolls sideways.");
            Assert.That(await page.TitleAsync(), Does.Not.Contain("owned"));
            Assert.That(await page.Locator("#events script, #events img, #head i").CountAsync(), Is.Zero);
            Assert.That(await page.Locator("#events").TextContentAsync(), Does.Contain("<script>document.title").And.Not.Contain("\u001b"));
            Assert.That(_browser!.Problems, Is.Empty);
        }
    }

    [Test]
    public async Task The_policy_of_the_page_lets_nothing_in_and_it_loads_nothing_from_elsewhere()
    {
        var run = await Stage.RunAsync("[[fake:talk]] keep to yourself");
        await run.EndAsync();
        var requested = new List<string>();

        var page = await OpenAsync(run, requested);
        await page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = 'window.owned = 1'; document.body.append(s); }");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.EvaluateAsync<bool>("window.owned === 1"), Is.False, "An inline script ran.");
            Assert.That(requested, Is.Not.Empty.And.All.StartsWith(Stage.Product.BaseUrl));
        }
    }

    [Test]
    public async Task A_forged_expired_or_foreign_link_opens_nothing()
    {
        var run = await Stage.RunAsync("[[fake:talk]] one");
        var other = await Stage.RunAsync("[[fake:talk]] two");
        await run.EndAsync();
        await other.EndAsync();
        var end = run.TraceToken.Split('.')[0];
        var signature = run.TraceToken.Split('.')[1];

        foreach (var token in new[] { string.Empty, "x", $"9{end}.{signature}", $"1000000000.{signature}", other.TraceToken, run.TraceToken[..^2] + "AA" })
        {
            foreach (var path in new[] { string.Empty, "/events", "/trace.jsonl" })
            {
                using var response = await Stage.Product.Client.GetAsync(new Uri($"/runs/{run.Id}{path}?t={token}", UriKind.Relative));
                Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), $"{path}?t={token}");
            }
        }
    }

    private Task<IPage> OpenAsync(AgentRun run, List<string>? requested = null) => _browser!.OpenAsync(run, requested);
}
