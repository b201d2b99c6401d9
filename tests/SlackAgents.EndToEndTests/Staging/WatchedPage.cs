using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>A page in a browser profile of its own, of which everything is noted that a page may not do.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Uri _home;

    private WatchedPage(IBrowserContext context, IPage page, Uri home)
    {
        Context = context;
        Page = page;
        _home = home;
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>Errors on the console (a breach of the page's policy is one), exceptions and dialogs.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Addresses that were asked for, in order.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Addresses of anybody but the host of the page.</summary>
    public IReadOnlyList<string> ForeignRequests => [.. _requests.Where(address => !_home.IsBaseOf(new Uri(address)) && !address.StartsWith("blob:" + _home, StringComparison.Ordinal))];

    /// <summary>Elements in the page.</summary>
    public Task<int> CountElementsAsync() => Page.EvaluateAsync<int>("document.getElementsByTagName('*').length");

    public static async Task<WatchedPage> OpenAsync(IBrowser browser, Uri address, PageLook look)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = look.Width, Height = look.Height },
            ColorScheme = look.Scheme,
            ReducedMotion = look.ReducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            JavaScriptEnabled = look.JavaScript,
            BypassCSP = look.WithoutPolicy,
            AcceptDownloads = true,
        });
        if (look.Before is not null)
        {
            await context.AddInitScriptAsync(look.Before);
        }

        return await OpenAsync(context, address);
    }

    /// <summary>One more page of the same profile: it has the same cookies.</summary>
    public static async Task<WatchedPage> OpenAsync(IBrowserContext context, Uri address)
    {
        var page = await context.NewPageAsync();
        var watched = new WatchedPage(context, page, new Uri(address, "/"));
        watched.Watch();
        await page.GotoAsync(address.AbsoluteUri);
        return watched;
    }

    /// <summary>Nothing that the page may not do was done.</summary>
    public void AssertQuiet()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Problems, Is.Empty, "Errors on the console, or dialogs.");
            Assert.That(ForeignRequests, Is.Empty, "Requests to somebody else.");
        }
    }

    /// <summary>Nothing is wider than the window.</summary>
    public async Task AssertFitsAsync()
    {
        var sizes = await Page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        if (sizes[0] > sizes[1])
        {
            Assert.Fail($"It scrolls sideways, {sizes[0]} in a window of {sizes[1]}: {string.Join(" | ", await Page.EvaluateAsync<string[]>(TooWide))}");
        }
    }

    /// <summary>The innermost elements that reach beyond the window and are not cut off by one around them.</summary>
    private const string TooWide = """
        () => {
          const wide = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
          const cut = one => { for (let at = one.parentElement; at; at = at.parentElement) if (getComputedStyle(at).overflowX !== 'visible') return true; return false; };
          return wide.filter(one => !cut(one) && ![...one.children].some(child => wide.includes(child)))
            .slice(0, 5).map(one => `${one.tagName}.${one.getAttribute('class')} in ${one.closest('.item')?.getAttribute('class')}: ${one.textContent.slice(0, 80)}`);
        }
        """;

    public async ValueTask DisposeAsync() => await Context.CloseAsync();

    private void Watch()
    {
        Page.Console += (_, message) =>
        {
            // A request that was cut off is told there as well; those who cut it look at what came of it.
            if (message.Type is "error" && !message.Text.Contains("favicon", StringComparison.Ordinal) && !message.Text.Contains("net::ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal))
            {
                _problems.Enqueue(message.Text);
            }
        };
        Page.PageError += (_, problem) => _problems.Enqueue(problem);
        Page.Request += (_, request) => _requests.Enqueue(request.Url);
        Page.Dialog += async (_, dialog) =>
        {
            _problems.Enqueue($"A dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }
}
