using System.Globalization;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Storage;

namespace SlackAgents.Benchmarks.Ingest;

/// <summary>How fast an agent's output gets into the trace, and what it costs.</summary>
internal sealed class TraceBench : IBench
{
    private const int Lines = 20_000;
    private const int Rounds = 5;
    private const int Batch = 256; // as TurnOutput writes them

    public string Name => "trace";

    public string Title => "Trace ingest";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        var lines = RecordedLines.Make(Lines);
        var megabytes = lines.Sum(line => (long)line.Length) / 1e6;
        var (rate, cpu, floorRate, events) = (new Samples(), new Samples(), new Samples(), 0);
        await using var database = await TestDatabase.CreateAsync();
        var stage = new IngestStage(database, new TraceHub());
        for (var round = 0; round <= Rounds; round++)
        {
            progress.Say(string.Create(CultureInfo.InvariantCulture, $"round {round} of {Rounds}"));
            var run = await stage.NewRunAsync(cancellationToken);
            var measured = await stage.RunAsync(run, lines, cancellationToken);
            var stored = await ReadAllAsync(database, run.Id, cancellationToken);
            var floor = await AppendAsync(database, stored, cancellationToken);
            if (round == 0)
            {
                continue; // warms up
            }

            events = stored.Count;
            rate.Add(events / measured.Elapsed.TotalSeconds);
            cpu.Add(measured.Cpu / events * 1e6);
            floorRate.Add(events / floor.TotalSeconds);
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            {Lines} lines ({megabytes:0.0} MB) of the real CLI's recorded output, which become {events} events, replayed through the product's own
            path: `TurnOutput` → `ClaudeCodeReader` → redaction → `TraceWriter` → SQLite on disk, with the acknowledgement of each batch awaited.
            Only the engine in front is a replay. The floor is the bare store: the same events, ready-made, appended in batches of {Batch}.
            n = {Rounds} after one round to warm up.

            {new Table("", "median [min–max]")
                .Row("events per second", rate.Show())
                .Row("processor time per event (whole process), µs", cpu.Show("0.0"))
                .Row("floor: events per second into the bare store", floorRate.Show())}
            Whole path against the floor: ×{floorRate.Median / rate.Median:0.00} the time per event.
            """);
    }

    private static async Task<List<TraceRecord>> ReadAllAsync(TestDatabase database, RunId run, CancellationToken cancellationToken)
    {
        var all = new List<TraceRecord>();
        while (await database.Traces.ReadAsync(run, all.Count, 5_000, cancellationToken) is { Count: > 0 } page)
        {
            all.AddRange(page);
        }

        return all;
    }

    private static async Task<TimeSpan> AppendAsync(TestDatabase database, List<TraceRecord> records, CancellationToken cancellationToken)
    {
        var run = Some.RunWithCard();
        await database.Runs.AddAsync(Some.Key(), Some.NewRun(run), cancellationToken);
        var batches = records
            .Select((record, number) => new TraceEntry(record.Turn, record.At, record.Event, number.ToString("x40", CultureInfo.InvariantCulture), record.Raw))
            .Chunk(Batch)
            .ToList();
        var began = TimeProvider.System.GetTimestamp();
        foreach (var batch in batches)
        {
            await database.Traces.AppendAsync(run.Id, batch, "2030-01-02T03:04:05.000000000Z+1", cancellationToken);
        }

        return TimeProvider.System.GetElapsedTime(began);
    }
}
