using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Threads;

/// <summary>The agent's own list of what it does, as the card shows it.</summary>
internal sealed class PlanTests : StageTests
{
    [Test]
    public async Task The_agents_plan_stands_on_the_card_while_it_works()
    {
        var run = await Stage.RunAsync("[[fake:todo]] make a plan", "repo=acme/widgets push=off");

        await run.EndAsync();

        Assert.That(run.Card.History.Select(version => version.BlocksJson), Has.Some.Contains("\"type\":\"plan\"").And.Some.Contains("Step 1/7"));
    }
}
