using SlackAgents.Benchmarks.Stage;

namespace SlackAgents.Benchmarks.FirstUse;

/// <summary>Makes the sandbox image as on a machine that has nothing of it, beside the one that is there.</summary>
internal static class ColdImage
{
    private const string Tag = "slackagents/bench-cold:latest";
    private const string Base = "slackagents/sandbox-base";

    /// <param name="clone">A clone of the project; its list of packages is put into another order for a while.</param>
    /// <param name="cache">An empty folder for what is fetched.</param>
    public static async Task<TimeSpan> MakeAsync(string clone, string cache, CancellationToken cancellationToken)
    {
        // Base and layers are found by what goes into them. The same packages in another order are another base.
        var list = Path.Combine(clone, "src", "sandbox", "packages");
        var packages = await File.ReadAllTextAsync(list, cancellationToken);
        await File.WriteAllLinesAsync(list, packages.Split('\n', StringSplitOptions.RemoveEmptyEntries).Reverse(), cancellationToken);
        var before = await BasesAsync(cancellationToken);
        var (elapsed, _) = await Shell.RunAsync(clone, Path.Combine(clone, "scripts", "sandbox-image"), ["--tag", Tag], cancellationToken, ("XDG_CACHE_HOME", cache));
        await File.WriteAllTextAsync(list, packages, cancellationToken);
        var made = (await BasesAsync(cancellationToken)).Except(before, StringComparer.Ordinal).ToList();
        await Shell.RunAsync(null, "docker", ["image", "rm", Tag, .. made], cancellationToken);
        return elapsed;
    }

    private static async Task<string[]> BasesAsync(CancellationToken cancellationToken)
    {
        var (_, output) = await Shell.RunAsync(null, "docker", ["image", "ls", "--format", "{{.Repository}}:{{.Tag}}", Base], cancellationToken);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
