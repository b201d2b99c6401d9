using System.Text;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Threads;

/// <summary>A request in a thread brings the thread and its files to the agent.</summary>
internal sealed class ContextTests : StageTests
{
    [Test]
    public async Task The_agent_reads_what_was_said_before_and_the_file_that_lies_in_its_sandbox()
    {
        Model.Script(
            "read-files",
            ModelStep.Run("stat -c '%A %n' /run/slackagents/files/turn1/*; cat /run/slackagents/files/turn1/build.log; touch /run/slackagents/files/turn1/mine 2>&1; true"),
            ModelStep.Say($"GIVEN: {{{{last_tool}}}}\n{new string('z', 9_000)}"));
        var root = Slack.Post("bob", Stage.Channel, "The build broke at the pelican step.");
        Slack.Acts.Attach("alice", Stage.Channel, "Here is its log.", root.Ts, ("build.log", Encoding.UTF8.GetBytes("error: pelican not found\n")));

        var task = Stage.Unique("[[fake:read-files]] find out why");
        Slack.Post("alice", Stage.Channel, $"@agent repo=acme/widgets {task}", root.Ts);
        var run = await Stage.RunOfAsync(task);
        var end = await run.EndAsync();
        await Slack.WaitUntilAsync(() => Slack.Files.Any(file => file is { Name: "answer.md", IsComplete: true }), Stage.Patience, CancellationToken.None);

        var prompt = Model.TaskRequests.First(request => request.Scenario == "read-files").BodyJson;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(prompt, Does.Contain("The build broke at the pelican step.").And.Contain("Here is its log.").And.Contain("/run/slackagents/files/turn1/build.log"));
            Assert.That(end.AllText, Does.Contain("-rw-r--r-- /run/slackagents/files/turn1/build.log").And.Contain("error: pelican not found").And.Contain("Read-only file system"));
            Assert.That(Encoding.UTF8.GetString(Slack.Files.Single(file => file.Name == "answer.md").Content!), Does.EndWith("zzz"));
        }
    }
}
