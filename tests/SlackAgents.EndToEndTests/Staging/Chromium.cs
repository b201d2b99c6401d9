using Microsoft.Playwright;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>The distribution's Chromium, without a window and without what it asks its maker for.</summary>
internal static class Chromium
{
    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-default-apps", "--disable-gpu", "--disable-dev-shm-usage",
    ];

    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var program = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Chromium is not installed; scripts/test and scripts/bench install it.");
        return playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = Quiet });
    }
}
