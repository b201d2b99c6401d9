using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Harnesses;

namespace SlackAgents.Benchmarks.Normalising;

/// <summary>How fast each agent's lines become events, on one core, with nothing around the reader.</summary>
internal sealed class NormaliseBench : IBench
{
    private const int Rounds = 5;

    private const double RoundSeconds = 1;

    /// <summary>Which recordings are whose: of the agents themselves, and with the lines of our driver between.</summary>
    private static readonly (string Harness, string[] Prefixes)[] Recordings =
    [
        ("claude", ["claude-"]),
        ("codex", ["codex-"]),
        ("gemini", ["acp-gemini-", "driven-gemini-"]),
        ("opencode", ["acp-opencode-", "driven-opencode-"]),
        ("copilot", ["acp-copilot-", "driven-copilot-"]),
        ("qwen", ["acp-qwen-", "driven-qwen-"]),
    ];

    public string Name => "normalise";

    public string Title => "From an agent's lines to events";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddHarnesses().BuildServiceProvider();
        var catalog = services.GetRequiredService<HarnessCatalog>();
        var table = new Table("reader", "lines of the recordings", "characters per line", "MB/s", "events/s", "µs per line", "allocated per line, kB");
        foreach (var (name, prefixes) in Recordings)
        {
            var harness = catalog.Get(name);
            var recordings = Load(prefixes);
            if (recordings.Count == 0)
            {
                throw new BenchException($"There are no recordings of {name} any more.");
            }

            progress.Say(harness.DisplayName);
            var speed = await Task.Run(() => Measure(harness, recordings, cancellationToken), cancellationToken);
            table.Row(harness.DisplayName, Whole(speed.Lines), Whole(speed.Characters), speed.Megabytes.Show("0.0"), speed.Events.Show("0"), speed.Microseconds.Show("0.0"), speed.Kilobytes.Show("0.0"));
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            Every recording of each agent (the fixtures of the tests), read again and again by a reader of its own, on one thread: parsing, events,
            keys and evidence, without redaction and store, which `trace` has. Seconds are of processor time, the collector's included, so that
            other work on the machine counts less. MB are of UTF-8. n = {Rounds} rounds of {RoundSeconds:0} s after one to warm up.

            {table}
            """);
    }

    private static Speed Measure(IHarness harness, IReadOnlyList<string[]> recordings, CancellationToken cancellationToken)
    {
        var lines = recordings.Sum(recording => recording.Length);
        var bytes = recordings.Sum(recording => recording.Sum(line => (long)Encoding.UTF8.GetByteCount(line)));
        var speed = new Speed(lines, recordings.Sum(recording => recording.Sum(line => (long)line.Length)) / lines);
        for (var round = 0; round <= Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (sweeps, events) = (0L, 0L);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var began = ProcessMeter.CpuSeconds(Environment.ProcessId);
            double spent;
            do
            {
                events += Sweep(harness, recordings);
                sweeps++;
                spent = ProcessMeter.CpuSeconds(Environment.ProcessId) - began;
            }
            while (spent < RoundSeconds);

            if (round > 0)
            {
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
                speed.Add(spent, sweeps * bytes / 1e6, events, sweeps * lines, allocated / 1e3);
            }
        }

        return speed;
    }

    private static long Sweep(IHarness harness, IReadOnlyList<string[]> recordings)
    {
        var events = 0L;
        foreach (var recording in recordings)
        {
            var reader = harness.CreateReader(Turn);
            foreach (var line in recording)
            {
                events += reader.Read(line).Count;
            }
        }

        return events;
    }

    private static HarnessTurn Turn { get; } = new(
        "prompt", "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222", false, "model", new Uri("http://127.0.0.1:8080"), 3);

    private static List<string[]> Load(string[] prefixes) =>
    [
        .. prefixes.SelectMany(prefix => Directory.EnumerateFiles(Path.Combine(ProjectTree.Root, "tests", "SlackAgents.Tests", "Fixtures", "traces"), prefix + "*.jsonl"))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllLines)
            .Where(lines => lines.Length > 0),
    ];

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
