using System.Globalization;
using System.Text.Json;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Testing;

namespace SlackAgents.Benchmarks.FirstUse;

/// <summary>How long somebody waits who has just found the project: from <c>git clone</c> to the first pull request.</summary>
internal sealed class TryoutBench : IBench
{
    public string Name => "tryout";

    public string Title => "From git clone to the first pull request";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        using var folder = new TempDirectory();
        await using var engine = EngineStage.Open();
        var clone = folder.Combine("project");
        progress.Say("cloning");
        var (cloned, _) = await Shell.RunAsync(null, "git", ["clone", "--quiet", "file://" + ProjectTree.Root, clone], cancellationToken);
        progress.Say("restoring and building");
        var (built, _) = await Shell.RunAsync(clone, "dotnet", ["build", "src/SlackAgents.Host/SlackAgents.Host.csproj", "-c", "Release", "--nologo", "-v", "quiet"], cancellationToken);
        progress.Say("looking at the image");
        var (found, _) = await Shell.RunAsync(clone, Path.Combine(clone, "scripts", "sandbox-image"), ["--tag", engine.Options.Image], cancellationToken);
        progress.Say("making the image from nothing");
        var image = await ColdImage.MakeAsync(clone, folder.Combine("cache"), cancellationToken);
        progress.Say("tryout --once");
        var (run, output) = await Shell.RunAsync(
            clone,
            "dotnet",
            ["src/SlackAgents.Host/bin/Release/net10.0/SlackAgents.Host.dll", "tryout", "--once", "fix the readme typo", "--json", "--DataDirectory=" + folder.Combine("data")],
            cancellationToken);
        using var result = JsonDocument.Parse(output);
        if (result.RootElement.GetProperty("pullRequest").GetString() is not { Length: > 0 })
        {
            throw new BenchException("The tryout opened no pull request: " + output);
        }

        var fromCommand = result.RootElement.GetProperty("seconds").GetDouble();
        return string.Create(CultureInfo.InvariantCulture, $"""
            A clean clone of the committed state, and in it the steps of `scripts/run tryout --once "fix the readme typo"` one by one, n = 1.
            The engine and the .NET SDK are installed and NuGet's cache is warm. The image is made from nothing: a base from the machine's package
            sources (or from a registry, where one is reachable), the agent CLIs fetched anew, an own name.

            {new Table("step", "s")
                .Row("`git clone`", Seconds(cloned))
                .Row("restore and build of the product", Seconds(built))
                .Row("`scripts/sandbox-image`, from nothing", Seconds(image))
                .Row("`tryout --once`, start to end of the process", Seconds(run))
                .Row("— of it from the command to the pull request and the last word", fromCommand.ToString("0.0", CultureInfo.InvariantCulture))
                .Row("**all**", Seconds(cloned + built + image + run))}
            Where the image is there already (asking takes {found.TotalSeconds:0.0} s): {(cloned + built + found + run).TotalSeconds:0.0} s.
            """);
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
