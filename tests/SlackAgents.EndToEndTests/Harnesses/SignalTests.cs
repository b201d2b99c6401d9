using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>Violent ends: whatever happens to an agent, its tools or its container, the thread says so and nothing is left running.</summary>
[TestFixture("claude", "claude")]
[TestFixture("codex", "codex")]
[TestFixture("gemini", "gemini")]
[TestFixture("opencode", "opencode")]
[TestFixture("copilot", "copilot")]
[TestFixture("qwen", "qwen")]
internal sealed class SignalTests(string harness, string program) : StageTests
{
    private const string Repository = "acme/widgets";

    /// <summary>A word that is in the command line of the stubborn tool's child and nowhere else on the machine.</summary>
    private readonly string _seconds = $"98{Environment.ProcessId % 1000:D3}{Math.Abs(StringComparer.Ordinal.GetHashCode(harness)) % 100:D2}";

    [OneTimeSetUp]
    public void WriteScripts()
    {
        Model.Script("held", HeldTool.Step, ModelStep.Say("The long step is over."));
        Model.Script("stubborn", ModelStep.Run($"setsid sleep {_seconds} & trap '' TERM INT HUP; {HeldTool.Command}"), ModelStep.Say("Not stopped."));
    }

    [Test]
    public async Task Stop_ends_a_tool_that_ignores_signals_and_one_in_a_session_of_its_own()
    {
        var run = await HeldAsync("stubborn", "ignore every signal");
        Assert.That(await HeldTool.ProcessesAsync(run), Has.Some.Contains($"sleep {_seconds}"));

        run.Reply("alice", "stop");
        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("The run was stopped."));
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty);
            Assert.That(await OnMachineAsync($"sleep {_seconds}"), Is.Empty, "Nothing of the tool is left.");
        }
    }

    [Test]
    public async Task A_container_that_is_killed_is_an_honest_failure()
    {
        var run = await HeldAsync("held", "lose the container");

        await ForeignProgram.RunAsync("docker", "kill", await run.ContainerAsync());
        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Failed").And.Match("HarnessCrashed|SandboxLost"));
            Assert.That(end.Buttons.Select(button => button.Text), Has.Some.EqualTo("Retry"));
            Assert.That(run.PullRequests, Is.Empty);
        }
    }

    [Test]
    public async Task An_agent_that_is_killed_inside_its_container_is_an_honest_failure()
    {
        var run = await HeldAsync("held", "lose the agent");

        await KillAgentAsync(await run.ContainerAsync());
        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Failed").And.Match("HarnessCrashed|HarnessProtocol"));
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty, "Nobody waits for an agent that is gone.");
            Assert.That(await run.TraceAsync("error"), Is.Not.Empty);
        }
    }

    private async Task<AgentRun> HeldAsync(string scenario, string task)
    {
        var run = await Stage.RunAsync($"[[fake:{scenario}]] {task}", $"repo={Repository} harness={harness}");
        await HeldTool.HoldsAsync(run, scenario);
        return run;
    }

    /// <summary>Kill -9 of the agent's own processes, not of the launcher, the driver or the tool.</summary>
    private async Task KillAgentAsync(string container)
    {
        var script = $$"""
            for process in /proc/[0-9]*; do
              words=$(tr '\0' ' ' <$process/cmdline 2>/dev/null) || continue
              case $words in
                *slackagents/driver*|*slackagents/turn*|*/tmp/go*|*socat*) ;;
                *{{program}}*) [ ${process#/proc/} = $$ ] || { kill -9 ${process#/proc/} && echo "$words"; } ;;
              esac
            done
            """;
        var result = await ForeignProgram.RunAsync("docker", "exec", container, "bash", "-c", script);
        Assert.That(result.Output, Is.Not.Empty, "No process of the agent was found.");
    }

    private static async Task<IReadOnlyList<string>> OnMachineAsync(string words)
    {
        var listed = await ForeignProgram.RunAsync("ps", "-eo", "args");
        return [.. listed.Output.Split('\n').Where(line => line.StartsWith(words, StringComparison.Ordinal))];
    }
}
