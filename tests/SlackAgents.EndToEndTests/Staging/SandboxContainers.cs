using System.Text.Json;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>The engine as an operator sees it, by the docker command line.</summary>
internal static class SandboxContainers
{
    /// <summary>Ids of the containers of a run, in any state.</summary>
    public static async Task<IReadOnlyList<string>> OfRunAsync(string run, string? state = null)
    {
        string[] filter = state is null ? [] : ["--filter", $"status={state}"];
        var listed = await ForeignProgram.RunAsync("docker", ["ps", "--all", "--quiet", "--no-trunc", "--filter", $"label=slackagents.run={run}", .. filter]);
        return listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static async Task<JsonElement> InspectAsync(string container)
    {
        var result = await ForeignProgram.RunAsync("docker", "inspect", container);
        return JsonDocument.Parse(result.Output).RootElement[0].Clone();
    }

    /// <summary>What the main process wrote to its standard output, line by line, as the engine kept it.</summary>
    public static async Task<IReadOnlyList<string>> OutputAsync(string container)
    {
        var result = await ForeignProgram.RunAsync("docker", "logs", container);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public static async Task RemoveAsync(IEnumerable<string> runs)
    {
        foreach (var run in runs)
        {
            foreach (var container in await OfRunAsync(run))
            {
                await ForeignProgram.RunAsync("docker", "rm", "--force", "--volumes", container);
            }
        }
    }
}
