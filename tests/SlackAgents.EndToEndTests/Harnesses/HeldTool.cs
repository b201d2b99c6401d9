using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>A tool call of the agent that lasts until the test lets it go on (or a minute, so that nothing hangs).</summary>
internal static class HeldTool
{
    // Without command substitution, which some agents do not allow.
    public const string Command = "echo held; timeout 60 sh -c 'until [ -e /tmp/go ]; do sleep 0.2; done'; echo let-go";

    public static ModelStep Step => ModelStep.SayAndRun("I begin with the long step.", Command);

    /// <summary>Waits until the tool runs, seen from outside.</summary>
    /// <param name="step">Number of the step that calls it.</param>
    public static async Task HoldsAsync(AgentRun run, string scenario, int step = 0)
    {
        await run.AgentAsksAsync(scenario, step);
        await Testing.Time.Eventually.ThatAsync(() => ProcessesAsync(run), Has.Some.Contains("/tmp/go"));
    }

    public static async Task LetGoAsync(AgentRun run)
    {
        var result = await ForeignProgram.RunAsync("docker", "exec", await run.ContainerAsync(), "touch", "/tmp/go");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
    }

    /// <summary>Command lines of what runs in the run's container, as the engine sees it; nothing where there is none.</summary>
    public static async Task<IReadOnlyList<string>> ProcessesAsync(AgentRun run)
    {
        if (await SandboxContainers.OfRunAsync(run.Id, "running") is not [var container, ..])
        {
            return [];
        }

        var listed = await ForeignProgram.RunAsync("docker", "top", container, "-eo", "pid,args");
        return [.. listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }
}
