using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Ids;
using SlackAgents.Host.Tryout;
using SlackAgents.Testing;
using SlackAgents.Testing.Recordings;

namespace SlackAgents.Benchmarks.Recordings;

/// <summary><c>record HARNESS FOLDER</c>: records every scenario into the folder, and says what differs from the kept recordings.</summary>
internal static class RecordCommand
{
    public const string Name = "record";

    public static async Task<int> RunAsync(string harness, string folder, CancellationToken cancellationToken)
    {
        var progress = new Progress(Name, Console.Error);
        try
        {
            await RecordAsync(harness, folder, progress, cancellationToken);
            var differences = new RecordingShelf(Path.Combine(ProjectTree.Root, "tests", "SlackAgents.Tests", "Fixtures")).Compare(harness, folder);
            foreach (var line in differences.DefaultIfEmpty("no event and no field appeared or vanished"))
            {
                Console.WriteLine(line);
            }

            return 0;
        }
        catch (Exception exception) when (exception is BenchException or TryoutException)
        {
            progress.Say(exception.Message);
            return 1;
        }
    }

    private static async Task RecordAsync(string harness, string folder, Progress progress, CancellationToken cancellationToken)
    {
        using var data = new TempDirectory();
        await using var session = await TryoutSession.StartAsync(
            new TryoutRequest { Task = Name, Repository = RepositoryName.Parse("acme/widgets"), Overrides = [$"--DataDirectory={data.Path}"] },
            progress.Say,
            cancellationToken);
        await session.Playground.Slack.WaitForConnectionsAsync(1, TimeSpan.FromMinutes(1), cancellationToken);
        var recorder = new Recorder(session, harness);
        Directory.CreateDirectory(folder);
        foreach (var scenario in Scenario.All)
        {
            var lines = await recorder.RecordAsync(scenario, cancellationToken);
            await File.WriteAllLinesAsync(Path.Combine(folder, scenario.Name + ".jsonl"), lines, cancellationToken);
            progress.Say($"{scenario.Name}: {lines.Count} lines");
        }
    }
}
