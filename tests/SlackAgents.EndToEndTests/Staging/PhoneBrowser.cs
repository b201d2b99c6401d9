using Microsoft.Playwright;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>A real browser, of a phone unless told otherwise; errors on its console are kept.</summary>
internal sealed class PhoneBrowser : IAsyncDisposable
{
    private const int PhoneWidth = 390;

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-default-apps", "--disable-gpu", "--disable-dev-shm-usage",
    ];

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
        var chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
        Assert.That(chromium, Is.Not.Null, "Chromium is not installed; scripts/test installs it.");
        var playwright = await Playwright.CreateAsync();
        return new PhoneBrowser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Quiet }));
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
