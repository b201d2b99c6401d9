using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Traces;
using SlackAgents.Tests.Harnesses.ClaudeCode;

namespace SlackAgents.Tests.Harnesses;

public sealed class LauncherLinesTests
{
    [Test]
    public void A_step_is_an_event_with_a_key_of_its_turn()
    {
        var read = LauncherLines.Parse("{\"type\":\"slackagents.step\",\"step\":\"workspace\",\"state\":\"completed\",\"ms\":120,\"detail\":\"cloned\"}", 2);

        Assert.That(read?.Step, Is.EqualTo(new HarnessEvent(new StepEvent("workspace", "completed", 120, "cloned"), "launcher:2:workspace:completed")));
    }

    [Test]
    public void The_exit_line_says_how_it_ended_and_what_it_claims_to_have_pushed()
    {
        var read = LauncherLines.Parse("{\"type\":\"slackagents.exit\",\"code\":143,\"signal\":\"TERM\",\"stopped\":true,\"pushed\":true,\"commits\":2}", 1);

        Assert.That(read?.Exit, Is.EqualTo(new LauncherExit(143, "TERM", true, true, 2)));
    }

    [TestCase("{\"type\":\"slackagents.exit\",\"code\":99999,\"commits\":-7}")]
    [TestCase("{\"type\":\"slackagents.exit\"}")]
    public void An_exit_line_that_cannot_be_is_none(string line) =>
        Assert.That(LauncherLines.Parse(line, 1), Is.EqualTo(new LauncherLine(null, null)));

    [TestCase("{\"type\":\"slackagents.step\",\"step\":\"x\",\"state\":\"exploded\"}")]
    [TestCase("{\"type\":\"slackagents.new\"}")]
    public void A_line_of_ours_that_no_rule_knows_is_an_unknown_event(string line) =>
        Assert.That(LauncherLines.Parse(line, 1)?.Step?.Event, Is.InstanceOf<UnknownEvent>());

    [TestCase("{\"type\":\"assistant\",\"text\":\"\\\"slackagents.exit\"}")]
    [TestCase("{\"type\":\"assistant\",\"about\":\"slackagents.exit\"}")]
    [TestCase("\"slackagents.step")]
    [TestCase("")]
    public void Other_lines_are_the_harness_s(string line) => Assert.That(LauncherLines.Parse(line, 1), Is.Null);

    [Test]
    public void No_line_of_a_recording_is_taken_for_one_of_the_launcher() =>
        Assert.That(Recording.Names.SelectMany(name => Recording.Load(name).Lines).Select(line => LauncherLines.Parse(line, 1)), Has.All.Null);

    [FsCheck.NUnit.Property]
    public void No_line_throws(string? text) =>
        Assert.That(() => LauncherLines.Parse($"{{\"type\":\"slackagents.step\",\"step\":\"{text}\",\"state\":\"failed\",\"ms\":{text}", 1), Throws.Nothing);
}
