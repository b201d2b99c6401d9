using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>A run that is over, read on a phone and on a desk.</summary>
internal sealed class ReadingTests
{
    private static readonly string[] Clipboard = ["clipboard-read", "clipboard-write"];

    private SeededRun _run = null!;

    [OneTimeSetUp]
    public async Task SeedAsync() => _run = await ViewerSetUp.Runs.AddAsync([.. SampleTrace.Story, .. SampleTrace.Long(300)]);

    [Test]
    public async Task Every_kind_of_event_is_reached_by_keys_alone_and_fits_a_small_phone()
    {
        var page = await OpenAsync(_run.Link, new PageLook { Width = 360, Height = 740 });
        await using var watched = page.Watched;
        await watched.AssertFitsAsync();
        var seen = 0;
        var last = -1L;
        while (last < SampleTrace.Story.Count)
        {
            await page.Page.Keyboard.PressAsync("j");
            var current = page.Page.Locator(".entry.current");
            await Assertions.Expect(current).ToBeFocusedAsync();
            await Assertions.Expect(current).ToBeInViewportAsync();
            await Assertions.Expect(current.Locator(".placeholder")).ToHaveCountAsync(0);
            last = long.Parse((await current.GetAttributeAsync("id"))![1..], null);
            if (await current.Locator(".item-toggle[aria-expanded=false]").CountAsync() > 0)
            {
                await page.Page.Keyboard.PressAsync("Enter");
                await Assertions.Expect(current.Locator(".item-toggle").First).ToHaveAttributeAsync("aria-expanded", "true");
            }

            await watched.AssertFitsAsync();
            Assert.That(await current.InnerTextAsync(), Does.Not.Contain("\"kind\"").And.Not.Contain("does not know this kind").And.Not.Contain("could not be shown"));
            seen++;
        }

        Assert.That(seen, Is.GreaterThan(25));
        watched.AssertQuiet();
    }

    [Test]
    public async Task The_page_of_a_run_that_is_over_begins_at_its_beginning()
    {
        var page = await OpenAsync(_run.Link);
        await using var watched = page.Watched;
        await page.LoadedAsync();
        await watched.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.That(await page.Page.EvaluateAsync<double>("window.scrollY"), Is.Zero);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Fix the flaky login test" })).ToBeInViewportAsync();
    }

    [Test]
    public async Task The_search_finds_what_is_far_below_and_goes_there()
    {
        var page = await OpenAsync(_run.Link);
        await using var watched = page.Watched;

        await page.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Search).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync("part292");
        await Assertions.Expect(page.Page.Locator(".search-count")).ToHaveTextAsync("1 hit");
        await page.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Page.Locator(".entry.current")).ToContainTextAsync("part292");
        await Assertions.Expect(page.Page.Locator(".entry.current")).ToBeInViewportAsync();
        Assert.That(page.Page.Url, Does.Contain("q=part292"));
        watched.AssertQuiet();
    }

    [Test]
    public async Task Filters_show_only_what_they_say_and_are_taken_back()
    {
        var page = await OpenAsync(_run.Link);
        await using var watched = page.Watched;
        var all = await page.CountAsync();

        await page.Chip("Failed").ClickAsync();
        var failed = await page.CountAsync();
        var badly = await page.Page.Locator(".entry").EvaluateAllAsync<int>("all => all.filter(entry => !entry.querySelector('.item-bad, .tone-warn, .tone-bad')).length");
        await page.Chip("Failed").ClickAsync();
        await page.Chip("Ran").ClickAsync();
        var ran = await page.CountAsync();
        var others = await page.Page.Locator(".entry .item:not(.item-run)").CountAsync();
        await page.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Page.Locator(".entry").First).ToHaveAttributeAsync("aria-setsize", FormattableString.Invariant($"{all}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed, Is.InRange(1, 10));
            Assert.That(badly, Is.Zero, "Something that did not fail is among the failures.");
            Assert.That(ran, Is.EqualTo(31), "Thirty of the long story, one of the short.");
            Assert.That(others, Is.Zero, "Something else is among the commands.");
        }

        watched.AssertQuiet();
    }

    [Test]
    public async Task A_permalink_leads_to_its_event_and_every_event_has_one()
    {
        var page = await OpenAsync(_run.At("e201"));
        await using var watched = page.Watched;
        await Assertions.Expect(page.Entry(201)).ToBeInViewportAsync();
        await Assertions.Expect(page.Entry(201)).ToHaveClassAsync("entry current");

        var next = page.Page.Locator(".entry.current + .entry");
        var id = await next.GetAttributeAsync("id");
        await next.Locator(".entry-time").ClickAsync();
        Assert.That(new Uri(page.Page.Url).Fragment, Is.EqualTo("#" + id));

        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Page.Locator("#" + id)).ToBeInViewportAsync();
        watched.AssertQuiet();
    }

    [Test]
    public async Task An_entry_and_the_view_are_copied_as_Markdown()
    {
        var page = await OpenAsync(_run.At("e5"));
        await using var watched = page.Watched;
        await watched.Context.GrantPermissionsAsync(Clipboard);
        await Assertions.Expect(page.Entry(5)).ToBeFocusedAsync();

        await page.Page.Keyboard.PressAsync("m");
        await Assertions.Expect(page.Page.Locator(".toast")).ToHaveTextAsync("Copied as Markdown");
        var entry = await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        await page.Page.GetByLabel("More", new PageGetByLabelOptions { Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Copy what is shown as Markdown" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".toast")).ToContainTextAsync("entries copied as Markdown");
        var view = await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(entry, Does.Contain("Fix the flaky **login** test.").And.Not.Contain("\"kind\""));
            Assert.That(view, Does.Contain("Fix the flaky **login** test.").And.Contain("await user.ready();").And.Not.Contain("\"kind\""));
        }

        watched.AssertQuiet();
    }

    [Test]
    public async Task Dark_is_dark_and_nothing_moves_for_who_wants_none_of_it()
    {
        var working = await ViewerSetUp.Runs.AddAsync(SampleTrace.Story.Take(12), run => run with { State = Core.Runs.RunState.Running, StateSince = TimeProvider.System.GetUtcNow() });
        await using var light = (await OpenAsync(working.Link)).Watched;
        await using var dark = (await OpenAsync(working.Link, new PageLook { Scheme = ColorScheme.Dark, ReducedMotion = true })).Watched;
        const string Ground = "(() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number); return (r + g + b) / 3; })()";
        const string Moving = "document.getAnimations().filter(one => one.playState === 'running' && one.effect.getComputedTiming().duration > 1).length";
        await Assertions.Expect(light.Page.Locator(".live")).ToBeVisibleAsync();
        await Assertions.Expect(dark.Page.Locator(".live")).ToBeVisibleAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await light.Page.EvaluateAsync<double>(Ground), Is.GreaterThan(230));
            Assert.That(await dark.Page.EvaluateAsync<double>(Ground), Is.LessThan(40));
            Assert.That(await light.Page.EvaluateAsync<int>(Moving), Is.GreaterThan(0), "The sign of life moves.");
            Assert.That(await dark.Page.EvaluateAsync<int>(Moving), Is.Zero);
        }

        light.AssertQuiet();
        dark.AssertQuiet();
    }

    [Test]
    public async Task The_policy_of_the_page_runs_nothing_that_is_put_into_it()
    {
        var page = await OpenAsync(_run.Link);
        await using var watched = page.Watched;
        watched.AssertQuiet();

        // Later, because what a debugger runs itself is let through.
        var done = await page.Page.EvaluateAsync<string[]>("""
            () => new Promise(resolve => setTimeout(() => {
                const refused = [];
                const attempt = (name, act) => { try { act(); } catch { refused.push(name); } };
                const inline = document.createElement('script');
                attempt('script text', () => { inline.textContent = 'window.owned = 1'; document.body.append(inline); });
                attempt('markup', () => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.owned = 1">'); });
                attempt('innerHTML', () => { document.body.innerHTML = '<b>owned</b>'; });
                attempt('eval', () => { (0, eval)('window.owned = 1'); });
                attempt('function', () => { new Function('window.owned = 1')(); });
                const foreign = document.createElement('img');
                foreign.src = 'http://127.0.0.1:9/pixel.png';
                document.body.append(foreign);
                resolve(refused);
            }, 0))
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(done, Is.EquivalentTo(["script text", "markup", "innerHTML", "eval", "function"]));
            Assert.That(await page.Page.EvaluateAsync<bool>("window.owned === 1"), Is.False);
            Assert.That(watched.Problems, Has.Some.Contains("Content Security Policy"), "The breaches are told.");
        }
    }

    [Test]
    public async Task Without_script_the_page_still_says_what_the_run_is()
    {
        await using var page = await ViewerSetUp.Browser.VisitAsync(_run.Link, new PageLook { JavaScript = false });

        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Fix the flaky login test");
        await Assertions.Expect(page.Page.Locator("noscript p").Nth(1)).ToContainTextAsync("Alice Anders");
        page.AssertQuiet();
    }

    private static Task<TracePage> OpenAsync(Uri address, PageLook? look = null) => TracePage.OpenAsync(ViewerSetUp.Browser, address, look);
}
