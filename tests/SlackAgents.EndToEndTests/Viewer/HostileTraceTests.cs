using Microsoft.Playwright;
using SlackAgents.Core.Ids;
using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>A trace of which every text wants to be more than a text.</summary>
internal sealed class HostileTraceTests
{
    private const string Look = """
        () => ({
            elements: [...document.querySelectorAll('script, iframe, object, embed, img, base, link, meta, form, style, svg image, video')].filter(one => one.closest('body')).map(one => one.outerHTML.slice(0, 200)).filter(one => !one.startsWith('<script id="boot"')),
            handlers: [...document.querySelectorAll('body *')].filter(one => [...one.attributes].some(attribute => attribute.name.startsWith('on') || attribute.name === 'srcdoc')).map(one => one.outerHTML.slice(0, 200)),
            links: [...document.querySelectorAll('.entry a[href]')].filter(one => !one.hash || one.host !== location.host).filter(one => !/^https?:$/.test(one.protocol) || one.target !== '_blank' || !/noopener/.test(one.rel)).map(one => one.outerHTML.slice(0, 200)),
            hidden: (document.querySelector('.list')?.textContent.match(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g) ?? []).map(one => one.codePointAt(0).toString(16)),
        })
        """;

    [Test]
    public async Task Nothing_of_it_runs_loads_hides_or_breaks_the_page()
    {
        var run = await ViewerSetUp.Runs.AddAsync(HostileTrace.Events(), now => now with
        {
            Title = HostileTrace.Texts[1],
            Requester = new Requester(SeededRuns.Alice, HostileTrace.Texts[2]),
            Model = HostileTrace.Texts[0],
            Branch = HostileTrace.Texts[3],
            ReasonDetail = HostileTrace.Texts[4],
        });
        var page = await TracePage.OpenAsync(ViewerSetUp.Browser, run.Link, new PageLook { Width = 360, Height = 740 });
        await using var watched = page.Watched;
        await page.LoadedAsync();

        // Everything that can be opened is opened; what is in view at each stop is looked at.
        var count = await page.CountAsync();
        var found = new Findings();
        for (var last = -1; last < count - 1;)
        {
            await page.Page.EvaluateAsync("() => { for (const closed of document.querySelectorAll('.entry .item-toggle[aria-expanded=false]')) closed.click(); }");
            await page.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            found.Add(await page.Page.EvaluateAsync<Finding>(Look));
            await watched.AssertFitsAsync();
            var next = await page.Page.EvaluateAsync<int>("Math.max(...[...document.querySelectorAll('.entry')].map(entry => Number(entry.dataset.index)))");
            if (next == last)
            {
                await page.Page.EvaluateAsync("window.scrollBy(0, window.innerHeight)");
            }

            last = next;
            await page.Page.EvaluateAsync("window.scrollBy(0, window.innerHeight * 0.8)");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Elements, Is.Empty);
            Assert.That(found.Handlers, Is.Empty);
            Assert.That(found.Links, Is.Empty, "Links that lead somewhere else than they may.");
            Assert.That(found.Hidden, Is.Empty, "Characters that hide or reorder.");
            Assert.That(await page.Page.EvaluateAsync<bool>("window.owned === undefined"), Is.True);
            Assert.That(await page.Page.TitleAsync(), Does.StartWith(HostileTrace.Texts[1]), "A title is text.");
        }

        watched.AssertQuiet();
    }

    [Test]
    public async Task The_other_parts_of_the_page_stand_it_as_well()
    {
        var run = await ViewerSetUp.Runs.AddAsync(HostileTrace.Events(), now => now with { Title = HostileTrace.Texts[0] });
        foreach (var panel in new[] { "overview", "time", "door", "files" })
        {
            await using var watched = await ViewerSetUp.Browser.VisitAsync(run.At("p=" + panel), new PageLook { Width = 360, Height = 740 });
            await Assertions.Expect(watched.Page.GetByRole(AriaRole.Tabpanel)).Not.ToBeEmptyAsync();
            await watched.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var found = await watched.Page.EvaluateAsync<Finding>(Look);

            Assert.That(found.Elements.Concat(found.Handlers).Concat(found.Links), Is.Empty, panel);
            await watched.AssertFitsAsync();
            watched.AssertQuiet();
        }
    }

    private sealed class Finding
    {
        public string[] Elements { get; set; } = [];

        public string[] Handlers { get; set; } = [];

        public string[] Links { get; set; } = [];

        public string[] Hidden { get; set; } = [];
    }

    private sealed class Findings
    {
        public HashSet<string> Elements { get; } = [];

        public HashSet<string> Handlers { get; } = [];

        public HashSet<string> Links { get; } = [];

        public HashSet<string> Hidden { get; } = [];

        public void Add(Finding one)
        {
            Elements.UnionWith(one.Elements);
            Handlers.UnionWith(one.Handlers);
            Links.UnionWith(one.Links);
            Hidden.UnionWith(one.Hidden);
        }
    }
}
