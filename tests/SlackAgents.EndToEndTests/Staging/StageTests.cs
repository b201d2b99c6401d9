using NUnit.Framework.Interfaces;
using SlackAgents.Playground.GitHub;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Slack;
using SlackAgents.Testing.Payloads;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>Tests that share one stage, one after the other; faults are taken back between them.</summary>
internal abstract class StageTests
{
    private Stage? _stage;

    protected Stage Stage => _stage ?? throw new InvalidOperationException("The stage is not open.");

    protected SlackWorkspace Slack => Stage.Slack;

    protected GitHubSite GitHub => Stage.GitHub;

    protected ScriptedModel Model => Stage.Model;

    /// <summary>What this stage's product is configured with besides the usual.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal);

    [OneTimeSetUp]
    public async Task OpenStageAsync() => _stage = await Stage.OpenAsync(Settings);

    [SetUp]
    public async Task ReviveProductAsync()
    {
        if (!Stage.Product.IsRunning)
        {
            await Stage.Product.StartAsync();
        }

        if (Slack.RequestUrls is null && Settings.GetValueOrDefault("Slack__Transport") is not "Http")
        {
            // A command that nobody is there to take is lost in Slack's own hands; only events are repeated.
            await Slack.WaitForConnectionsAsync(2, Stage.Patience, CancellationToken.None);
        }
    }

    [TearDown]
    public async Task CalmStageAsync()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
        {
            await TestContext.Out.WriteLineAsync("The product's last lines:\n" + Stage.Product.Tail());
        }

        Stage.Calm();
        await OfficialTypes.AssertAsync(SentPayloads.Of(Slack));
    }

    [OneTimeTearDown]
    public async Task CloseStageAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }
}
