using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Runs;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Slack;
using SlackAgents.Testing.Soak;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>One product and one browser for all tests of the pages; what the pages show is put into its store.</summary>
[SetUpFixture]
internal sealed class ViewerSetUp
{
    private static SoakHost? _host;
    private static PhoneBrowser? _browser;

    public static SoakHost Host => _host ?? throw new InvalidOperationException("The product is not up.");

    public static PhoneBrowser Browser => _browser ?? throw new InvalidOperationException("The browser is not up.");

    public static SeededRuns Runs => new(Host.Services);

    [OneTimeSetUp]
    public static async Task OpenAsync()
    {
        _host = await SoakHost.StartAsync(new SlackSettings(), new Dictionary<string, string>(StringComparer.Ordinal), WithoutWork, CancellationToken.None);
        _browser = await PhoneBrowser.LaunchAsync();
    }

    /// <summary>Runs that look as if somebody worked on them stay as they are.</summary>
    private static void WithoutWork(IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(RunScheduler)));

    [OneTimeTearDown]
    public static async Task CloseAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }
}
