using Microsoft.Playwright;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>A real browser, of a phone unless told otherwise; errors on its console are kept.</summary>
internal sealed class PhoneBrowser : IAsyncDisposable
{
    private const int PhoneWidth = 390;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _problems = [];

    private PhoneBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Errors on the console of the page opened last.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public static async Task<PhoneBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new PhoneBrowser(playwright, await Chromium.LaunchAsync(playwright));
    }

    public async Task<IPage> OpenAsync(Uri address, List<string>? requested = null, int width = PhoneWidth, bool javaScript = true)
    {
        _problems.Clear();
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 844 }, JavaScriptEnabled = javaScript });
        page.Console += (_, message) =>
        {
            if (message.Type is "error" && !message.Text.Contains("favicon", StringComparison.Ordinal))
            {
                _problems.Add(message.Text);
            }
        };
        page.PageError += (_, problem) => _problems.Add(problem);
        page.Request += (_, request) => requested?.Add(request.Url);
        await page.GotoAsync(address.AbsoluteUri);
        return page;
    }

    /// <summary>A page in a profile of its own, watched.</summary>
    public Task<WatchedPage> VisitAsync(Uri address, PageLook? look = null) => WatchedPage.OpenAsync(_browser, address, look ?? PageLook.Phone);

    /// <summary>Whether pictures are asked for.</summary>
    public static bool Shoots => Environment.GetEnvironmentVariable("SLACKAGENTS_SCREENSHOTS") is { Length: > 0 };

    /// <summary>Keeps a picture where one was asked for.</summary>
    public static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SLACKAGENTS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
