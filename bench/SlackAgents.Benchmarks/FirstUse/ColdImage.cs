using SlackAgents.Benchmarks.Stage;

namespace SlackAgents.Benchmarks.FirstUse;

/// <summary>Makes the sandbox image as on a machine that has nothing of it, beside the one that is there.</summary>
internal static class ColdImage
{
    private const string Tag = "slackagents/bench-cold:latest";
    private const string BaseLabel = "slackagents.sandbox.base";

    /// <param name="clone">A clone of the project; its list of packages is put into another order for a while.</param>
    /// <param name="cache">An empty folder for what is fetched.</param>
    public static async Task<TimeSpan> MakeAsync(string clone, string cache, CancellationToken cancellationToken)
    {
        // Base and layers are found by what goes into them. The same packages in another order are another base.
        var list = Path.Combine(clone, "src", "sandbox", "packages");
        var packages = await File.ReadAllTextAsync(list, cancellationToken);
        await File.WriteAllLinesAsync(list, packages.Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse(), cancellationToken);
        var (elapsed, _) = await Shell.RunAsync(clone, "scripts/sandbox-image", ["--tag", Tag], cancellationToken, ("XDG_CACHE_HOME", cache));
        await File.WriteAllTextAsync(list, packages, cancellationToken);
        var (_, label) = await Shell.RunAsync(null, "docker", ["image", "inspect", "--format", $"{{{{index .Config.Labels \"{BaseLabel}\"}}}}", Tag], cancellationToken);
        await Shell.RunAsync(null, "docker", ["image", "rm", Tag], cancellationToken);
        if (label.Trim() is { Length: > 0 } made && made.StartsWith("slackagents/", StringComparison.Ordinal))
        {
            await Shell.RunAsync(null, "docker", ["image", "rm", made], cancellationToken);
        }

        return elapsed;
    }
}
