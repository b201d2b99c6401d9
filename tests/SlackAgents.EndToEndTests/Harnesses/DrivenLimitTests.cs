using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>The limits hold for agents behind the driver too.</summary>
[TestFixture("codex", "Runs__SilenceTimeout", "SilenceLimit")]
[TestFixture("codex", "Runs__TurnTimeout", "TimeLimit")]
[TestFixture("gemini", "Runs__SilenceTimeout", "SilenceLimit")]
[TestFixture("gemini", "Runs__TurnTimeout", "TimeLimit")]
internal sealed class DrivenLimitTests(string harness, string setting, string code) : StageTests
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal) { [setting] = "00:00:12" };

    [Test]
    public async Task The_limit_ends_the_turn_and_its_container()
    {
        Model.Script("held", HeldTool.Step, ModelStep.Say("The long step is over."));
        var run = await Stage.RunAsync("[[fake:held]] go on for ever", $"repo=acme/widgets harness={harness}");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Stopped").And.Contain(code));
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty);
        }
    }
}
