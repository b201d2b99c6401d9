using System.Text.Json;
using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Testing.Clients;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>Every page, in light and dark, looked at by axe (tests/clients), which finds what keeps people out.</summary>
internal sealed class AccessibilityTests
{
    /// <summary>Findings that somebody really stumbles over, each as a line.</summary>
    private const string Scan = """
        async () => {
            const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
            return violations.filter(one => one.impact === 'serious' || one.impact === 'critical')
                .flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary}`)).slice(0, 40);
        }
        """;

    private static string _axe = null!;

    private SeededRun _run = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        await NodeClient.InstallAsync();
        _axe = await File.ReadAllTextAsync(Path.Combine(NodeClient.Folder, "node_modules", "axe-core", "axe.min.js"));
        _run = await ViewerSetUp.Runs.AddAsync(SampleTrace.Story);
    }

    [Test]
    public async Task Every_part_of_a_runs_page([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme, [Values("timeline", "overview", "time", "door", "files")] string panel)
    {
        await using var page = await ViewerSetUp.Browser.VisitAsync(_run.At("p=" + panel), new PageLook { Scheme = scheme, WithoutPolicy = true });
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Tabpanel)).Not.ToBeEmptyAsync();
        await page.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        foreach (var closed in await page.Page.Locator(".facts summary").AllAsync())
        {
            await closed.ClickAsync();
        }

        await page.Page.EvaluateAsync("() => { for (const closed of document.querySelectorAll('.entry .item-toggle[aria-expanded=false]')) closed.click(); }");

        await AssertOpenToAllAsync(page);
    }

    [Test]
    public async Task Menu_keys_search_and_a_run_that_works([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme)
    {
        var working = await ViewerSetUp.Runs.AddAsync(SampleTrace.Story.Take(20), run => run with { State = Core.Runs.RunState.Running });
        await using var page = await ViewerSetUp.Browser.VisitAsync(working.Link, PageLook.Desktop with { Scheme = scheme, WithoutPolicy = true });
        await Assertions.Expect(page.Page.Locator(".live")).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.TypeAsync("login");
        await page.Page.GetByLabel("More", new PageGetByLabelOptions { Exact = true }).ClickAsync();
        await AssertOpenToAllAsync(page);

        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Keys" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await AssertOpenToAllAsync(page);
    }

    [Test]
    public async Task The_list_of_runs_and_the_page_that_signs_in([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme)
    {
        await using var page = await ViewerSetUp.Browser.VisitAsync(await ViewerSetUp.Runs.ListLinkAsync(), new PageLook { Scheme = scheme, WithoutPolicy = true });
        await AssertOpenToAllAsync(page);

        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Runs", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.GetByText("Fix the flaky login test").First).ToBeVisibleAsync();
        await AssertOpenToAllAsync(page);
    }

    [Test]
    public async Task Pages_for_files_and_for_who_may_not_look([Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme)
    {
        foreach (var path in new[] { "open", "runs", $"runs/{_run.Id}?t=x", "sign-in/personal?k=x", "sign-in/out" })
        {
            await using var page = await ViewerSetUp.Browser.VisitAsync(new Uri(ViewerSetUp.Host.Address, path), new PageLook { Scheme = scheme, WithoutPolicy = true });
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
            await AssertOpenToAllAsync(page);
        }
    }

    private static async Task AssertOpenToAllAsync(WatchedPage page)
    {
        await page.Page.EvaluateAsync(_axe);
        var findings = await page.Page.EvaluateAsync<string[]>(Scan);
        Assert.That(findings, Is.Empty, $"{new Uri(page.Page.Url).AbsolutePath}: {JsonSerializer.Serialize(findings)}");
    }
}
