using SlackAgents.Playground;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Api;

namespace SlackAgents.IntegrationTests.Playground;

/// <summary>A playground in this process with a folder of its own.</summary>
internal abstract class PlaygroundFixture
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    protected PlaygroundServer Server { get; set; } = null!;

    protected string Folder { get; private set; } = string.Empty;

    protected virtual RateLimits RateLimits => RateLimits.Relaxed;

    [SetUp]
    public async Task StartServerAsync()
    {
        Folder = Directory.CreateTempSubdirectory("playground-tests-").FullName;
        Server = await PlaygroundServer.StartAsync(
            new PlaygroundOptions { DataDirectory = Folder, Slack = new SlackSettings { RateLimits = RateLimits } }, CancellationToken.None);
    }

    [TearDown]
    public async Task StopServerAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
