using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SlackAgents.Core.Traces;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Host.Data;
using SlackAgents.Testing;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>Who gets to see what, at the door of the real host.</summary>
internal sealed class AccessTests
{
    private static readonly string[] Paths = ["", "/", "/head", "/index", "/records?sequences=1", "/records/5/text?of=text", "/search?q=login", "/events", "/trace.jsonl"];

    private SeededRun _run = null!;

    [OneTimeSetUp]
    public async Task SeedAsync() => _run = await ViewerSetUp.Runs.AddAsync(SampleTrace.Story, "A title that only readers see");

    [Test]
    public async Task A_forged_expired_foreign_or_revoked_link_opens_nothing()
    {
        var token = Token(_run);
        var parts = token.Split('.');
        var other = await ViewerSetUp.Runs.AddAsync(SampleTrace.Story);
        var revoked = await ViewerSetUp.Runs.AddAsync(SampleTrace.Story, "A title that only readers see");
        await ViewerSetUp.Runs.ChangeAsync(revoked, now => now with { LinkGeneration = 1 });
        var longAgo = new ManualTimeProvider(TimeProvider.System.GetUtcNow().AddDays(-30));
        var expired = new TraceLinks(ViewerSetUp.Host.Services.GetRequiredService<DataDirectory>().GetOrCreateKey("trace-links"), () => ViewerSetUp.Host.Address, TimeSpan.FromDays(7), longAgo).CreateToken(_run.Id);
        using var client = new HttpClient();

        (SeededRun Run, string Token)[] bad =
        [
            (_run, string.Empty), (_run, "x"), (_run, $"9{token}"), (_run, $"{parts[0]}.1.{parts[2]}"), (_run, $"{parts[0]}.{parts[2]}"),
            (_run, token[..^4] + "AAAA"), (_run, Token(other)), (_run, expired), (revoked, Token(revoked)), (_run, new string('9', 5_000)),
        ];
        foreach (var (run, attempt) in bad)
        {
            foreach (var path in Paths)
            {
                var address = new Uri(ViewerSetUp.Host.Address, $"/runs/{run.Id}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}t={attempt}");
                using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
                var body = await answer.Content.ReadAsStringAsync();
                using (Assert.EnterMultipleScope())
                {
                    Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), address.PathAndQuery);
                    Assert.That(body, Does.Not.Contain("title that only readers see").And.Not.Contain("acme/widgets"));
                }
            }
        }

        foreach (var path in Paths)
        {
            using var answer = await client.GetAsync(new Uri(ViewerSetUp.Host.Address, $"/runs/{_run.Id}{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}t={token}"), HttpCompletionOption.ResponseHeadersRead);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"The good link has to open {path}, else this test says nothing.");
        }
    }

    [Test]
    public async Task A_bad_link_says_what_to_do()
    {
        await using var page = await ViewerSetUp.Browser.VisitAsync(new Uri(_run.Link.AbsoluteUri + "x"));

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("This link does not open a trace");
        await Assertions.Expect(page.Page.GetByText("a fresh link")).ToBeVisibleAsync();
        await page.AssertFitsAsync();
        Assert.That(page.ForeignRequests, Is.Empty);
    }

    [Test]
    public async Task Signing_in_with_Slack_leads_to_the_list_and_from_there_to_runs_without_links()
    {
        await using var page = await ViewerSetUp.Browser.VisitAsync(new Uri(ViewerSetUp.Host.Address, "runs"));
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Sign in with Slack" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Alice", Exact = false }).First.ClickAsync();

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Runs", Exact = true })).ToBeVisibleAsync();
        await page.Page.GetByText("A title that only readers see").First.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".entry").First).ToBeVisibleAsync();
        await page.Page.GotoAsync(new Uri(ViewerSetUp.Host.Address, $"runs/{_run.Id}").AbsoluteUri);
        await Assertions.Expect(page.Page.Locator(".entry").First).ToBeVisibleAsync();

        await page.Page.GotoAsync(new Uri(ViewerSetUp.Host.Address, "sign-in/out").AbsoluteUri);
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign out" }).ClickAsync();
        var refused = await page.Page.GotoAsync(new Uri(ViewerSetUp.Host.Address, $"runs/{_run.Id}").AbsoluteUri);
        Assert.That(refused!.Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_personal_link_signs_in_once()
    {
        var link = await ViewerSetUp.Runs.ListLinkAsync();
        await using var page = await ViewerSetUp.Browser.VisitAsync(link, new PageLook { Width = 360, Height = 740 });
        await Assertions.Expect(page.Page.GetByText("Alice Anders")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(page.Page.GetByText("A title that only readers see").First).ToBeVisibleAsync();
        await page.AssertFitsAsync();
        page.AssertQuiet();
        await using var second = await ViewerSetUp.Browser.VisitAsync(link);
        await Assertions.Expect(second.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Nobody was signed in");
    }

    private static string Token(SeededRun run) => run.Link.Query.Split("t=")[1];
}
