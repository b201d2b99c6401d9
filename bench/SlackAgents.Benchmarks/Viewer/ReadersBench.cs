using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Benchmarks.Ingest;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Storage;

namespace SlackAgents.Benchmarks.Viewer;

/// <summary>What a thousand readers of one run cost the host, how late they hear of things, and what they take from the run.</summary>
internal static class ReadersBench
{
    private const int Readers = 1_000;
    private const int Lines = 100_000;
    private const int Rounds = 5;
    private const int PerSecond = 20;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    public static async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        await using var database = await TestDatabase.CreateAsync();
        var hub = new TraceHub();
        var stage = new IngestStage(database, hub);
        await using var site = await ViewerSite.StartAsync(database, hub, cancellationToken);
        using var readers = ReadersProcess.Start(Readers);

        progress.Say("a run of twenty events a second");
        var alone = await WatchAsync(database, hub, await stage.NewRunAsync(cancellationToken), cancellationToken);
        var run = await stage.NewRunAsync(cancellationToken);
        var memory = Memory();
        await readers.SayAsync($"watch {site.EventsOf(run)}", cancellationToken);
        memory = Memory() - memory;
        await readers.SayAsync("reset", cancellationToken);
        var readersCpu = readers.CpuSeconds;
        var watched = await WatchAsync(database, hub, run, cancellationToken);
        readersCpu = readers.CpuSeconds - readersCpu;
        var heard = await readers.SayAsync("report", cancellationToken);

        var (without, with) = await IngestAsync(progress, stage, site, readers, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Readers} readers of one run, in a process of their own on the same machine, over loopback. First a run of {PerSecond} events a second,
            watched for {Watched.TotalSeconds:0} s:

            {new Table("", "without readers", $"with {Readers}")
                .Row("processor of the host, % of a core", Share(alone), Share(watched))
                .Row("processor of the readers, % of a core", "–", Share(readersCpu))
                .Row("memory of the host, MiB more", "–", memory.ToString("0", CultureInfo.InvariantCulture))
                .Row("event → reader, ms: p50 / p99 / longest", "–", string.Create(CultureInfo.InvariantCulture, $"{heard.P50} / {heard.P99} / {heard.Longest}"))
                .Row("events heard, of those written", "–", string.Create(CultureInfo.InvariantCulture, $"{heard.Events / (double)Readers:0} of {PerSecond * Watched.TotalSeconds:0}"))}
            Then the ingest of the section above, {Lines} lines as fast as it goes, with and without the readers in turns (n = {Rounds} after one to warm up):

            {new Table("", "without readers", $"with {Readers}", "difference, median of the pairs")
                .Row("events per second", without.Rate.Show(), with.Rate.Show(), Change(without.Rate, with.Rate))
                .Row("processor time per event (whole host), µs", without.Cpu.Show("0.0"), with.Cpu.Show("0.0"), Change(without.Cpu, with.Cpu))}
            At that speed a reader is told of the newest events only, in steps; what is between is in the index that it reads when it wants to.
            """);
    }

    private static async Task<(IngestSamples Without, IngestSamples With)> IngestAsync(Progress progress, IngestStage stage, ViewerSite site, ReadersProcess readers, CancellationToken cancellationToken)
    {
        var lines = RecordedLines.Make(Lines);
        var (without, with) = (new IngestSamples(), new IngestSamples());
        for (var round = 0; round <= Rounds; round++)
        {
            progress.Say(string.Create(CultureInfo.InvariantCulture, $"round {round} of {Rounds}"));
            foreach (var samples in round % 2 == 0 ? new[] { without, with } : [with, without])
            {
                var run = await stage.NewRunAsync(cancellationToken);
                await readers.SayAsync(samples == with ? $"watch {site.EventsOf(run)}" : "leave", cancellationToken);
                GC.Collect();

                // The facts that each new reader is sent are not the run's.
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
                var measured = await stage.RunAsync(run, lines, cancellationToken);
                if (round > 0)
                {
                    samples.Rate.Add(Lines / measured.Elapsed.TotalSeconds);
                    samples.Cpu.Add(measured.Cpu / Lines * 1e6);
                }
            }
        }

        return (without, with);
    }

    /// <returns>Processor time of this process while the run went on, in seconds.</returns>
    private static async Task<double> WatchAsync(TestDatabase database, TraceHub hub, Run run, CancellationToken cancellationToken)
    {
        using var writer = new TraceWriter(database.Traces, hub, IngestStage.Redactor().Redact, TimeProvider.System, NullLogger<TraceWriter>.Instance);
        await writer.StartAsync(cancellationToken);
        var text = string.Concat(Enumerable.Repeat("what an agent says in between. ", 15));
        var cpu = ProcessMeter.CpuSeconds(Environment.ProcessId);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (var number = 0; number < PerSecond * Watched.TotalSeconds; number++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            writer.Write(run.Id, new TraceEntry(1, TimeProvider.System.GetUtcNow(), new TextEvent(text)));
        }

        await writer.StopAsync(cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        return ProcessMeter.CpuSeconds(Environment.ProcessId) - cpu;
    }

    private static double Memory()
    {
        GC.Collect();
        return ProcessMeter.AnonymousMegabytes(Environment.ProcessId);
    }

    private static string Share(double cpuSeconds) => (cpuSeconds / Watched.TotalSeconds * 100).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Change(Samples before, Samples after)
    {
        // What the machine does besides changes from minute to minute; the two of a pair were measured one after the other.
        var pairs = new Samples(before.Values.Zip(after.Values, (without, with) => (with / without - 1) * 100));
        return pairs.Show("+0.0;−0.0") + " %";
    }

    private sealed class IngestSamples
    {
        public Samples Rate { get; } = new();

        public Samples Cpu { get; } = new();
    }
}
