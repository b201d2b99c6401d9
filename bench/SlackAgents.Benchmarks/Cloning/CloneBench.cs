using System.Globalization;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Testing;

namespace SlackAgents.Benchmarks.Cloning;

/// <summary>What the git door costs: a clone through it against a clone of the same mirror from the disk.</summary>
internal sealed class CloneBench : IBench
{
    public string Name => "clone";

    public string Title => "Clone through the gateway";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        using var folder = new TempDirectory();
        var table = new Table("repository", "n", "gateway", "`file://`", "`--no-hardlinks` path", "gateway / `file://`", "gateway / path");
        foreach (var (name, files, bytes, rounds) in new[] { ("small", 20, 2_000, 15), ("large", 400, 125_000, 7) })
        {
            progress.Say($"making the {name} repository");
            var mirror = await SampleRepository.MakeAsync(folder.Combine(name), files, bytes, cancellationToken);
            var size = Directory.EnumerateFiles(mirror, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / 1_000_000.0;
            await using var door = await GitDoorStage.OpenAsync(folder.Combine(name), mirror, cancellationToken);
            var (gateway, file, path) = (new Samples(), new Samples(), new Samples());
            for (var round = 0; round <= rounds; round++)
            {
                var target = folder.Combine(name, "clone");
                var a = await CloneAsync([door.CloneUrl], target, cancellationToken);
                var b = await CloneAsync(["file://" + mirror], target, cancellationToken);
                var c = await CloneAsync(["--no-hardlinks", mirror], target, cancellationToken);
                if (round > 0) // the first one warms up
                {
                    gateway.Add(a);
                    file.Add(b);
                    path.Add(c);
                }
            }

            table.Row(
                string.Create(CultureInfo.InvariantCulture, $"{name}: {files} files, {size:0.0} MB"),
                gateway.Count.ToString(CultureInfo.InvariantCulture),
                gateway.Show(),
                file.Show(),
                path.Show(),
                Ratio(gateway, file),
                Ratio(gateway, path));
        }

        return $"""
            The same bare mirror, cloned in turns three ways with a checkout: through the gateway's git door (Unix socket behind a forwarder
            on loopback, as in the sandbox; smart HTTP, protocol 2), over `file://` (the same packing, no gateway), and from the path with
            `--no-hardlinks` (files copied, nothing packed). The gateway is the product's own server; the forwarder is the bench's.

            {table}
            """;
    }

    private static async Task<TimeSpan> CloneAsync(IReadOnlyList<string> source, string target, CancellationToken cancellationToken)
    {
        var (elapsed, _) = await Shell.RunAsync(null, "git", ["clone", "--quiet", .. source, target], cancellationToken);
        Directory.Delete(target, recursive: true);
        return elapsed;
    }

    private static string Ratio(Samples over, Samples under) => (over.Median / under.Median).ToString("×0.00", CultureInfo.InvariantCulture);
}
