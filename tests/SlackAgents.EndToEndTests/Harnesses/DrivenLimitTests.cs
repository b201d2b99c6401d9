using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>The limits hold for agents behind the driver too.</summary>
[TestFixture("codex")]
[TestFixture("gemini")]
internal sealed class DrivenLimitTests(string harness) : StageTests
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Runs__SilenceTimeout"] = "00:00:15",
        ["Runs__TurnTimeout"] = "00:00:30",
    };

    [Test]
    public async Task Silence_ends_the_turn()
    {
        Model.Script("held", HeldTool.Step, ModelStep.Say("The long step is over."));

        await AssertEndsAsync("held", "SilenceLimit");
    }

    [Test]
    public async Task The_clock_ends_the_turn() => await AssertEndsAsync("loop", "TimeLimit");

    private async Task AssertEndsAsync(string scenario, string code)
    {
        var run = await Stage.RunAsync($"[[fake:{scenario}]] go on for ever", $"repo=acme/widgets harness={harness}");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Stopped").And.Contain(code));
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty);
        }
    }
}
