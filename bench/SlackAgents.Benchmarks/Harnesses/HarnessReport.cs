using System.Globalization;
using SlackAgents.Benchmarks.Reports;

namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>The section of the results.</summary>
internal static class HarnessReport
{
    private const double Goal = 1.25;

    /// <summary>Milliseconds of the task that the goal is computed for.</summary>
    private const double LongTask = 60_000;

    public static string Write(IReadOnlyList<HarnessFigures> all, int rounds)
    {
        var own = all.Count(each => each.OwnRatio <= Goal);
        var whole = all.Count(each => each.WholeRatio <= Goal);
        return string.Create(CultureInfo.InvariantCulture, $"""
            The same task for every agent CLI, a scripted one of four model calls: look around, write a file, commit it, say so. The model
            answers at once, so what is left is start-up and overhead: a real task takes minutes, most of them the model's. n = {rounds} rounds
            after one to warm up; a round takes one sample outside and one through the product. Product and stand-ins share one process
            here, as in `tryout`, and all of it the machine's {Environment.ProcessorCount} cores. Milliseconds.

            **Outside** is the floor: the same files of the CLI, copied out of its image, as a plain process of this machine, without container,
            gateway and driver, with the product's settings, a home as fresh as the sandbox's, a clone of its own and the scripted model asked
            directly. Its command is what a person would type without a terminal:

            {Lines(all.Select(each => $"- {each.Name}: `{each.Command}`"))}

            Claude Code is given the same command by the product. The others are spoken to in their protocol by the driver; *outside,
            with our driver* is the product's own command line and driver as plain processes, to tell what the protocol costs from what
            the sandbox costs.

            ### The agent's own time

            From the start of its process to its end. In the sandbox this holds the driver, the handshake, the connection to the built-in tool
            server, every model call's way through the forwarder and the gateway with its metering, and the closing: the host reads the last
            word, closes the input, the CLI goes.

            {OwnTable(all)}
            Goal ≤ {Goal}: **{Verdict(own, all.Count)}**.

            ### The whole task

            Outside: `git clone`, the CLI, `git push`, and no pull request. Product: from sending the command to the run's end with its pull
            request, which also has the container's creation and start, the mirror, the cards in the thread, the check of what was pushed, the push
            to the server and the pull request. *A task of a minute* is computed, not measured: the difference of the medians taken as fixed,
            (60 s + difference) / 60 s.

            {WholeTable(all)}
            Goal ≤ {Goal}: **{Verdict(whole, all.Count)}** with this task of no thinking time; for a task of a minute (computed) **{Verdict(all.Count(each => Long(each) <= Goal), all.Count)}**.

            ### In the sandbox

            *First event*: from the start of the command line to the event of the agent's session, with a cold CLI
            (*first line outside*: whatever the headless command prints first). *Turn*: from its first line to its
            last word. *Closing*: from there to the end of its process; most of it is the CLI's own, which the same command outside shows, where
            the input was closed from the beginning. Memory is the peak that the kernel keeps, in MiB: of the
            container's control group, with the file pages that it was the first to read, and of the largest process, with the pages that it shares with
            others. The image's size is what the engine says; all of them share one base with Node.

            {InsideTable(all)}
            """);
    }

    private static Table OwnTable(IReadOnlyList<HarnessFigures> all)
    {
        var table = new Table("", "outside", "outside, with our driver", "in the sandbox", "ratio of the medians", "pair by pair", "load average");
        foreach (var each in all)
        {
            table.Row(
                each.Name,
                HarnessFigures.Of(each.Plain, sample => sample.Process).Show(),
                each.Same.Count == 0 ? "the same" : HarnessFigures.Of(each.Same, sample => sample.Process).Show(),
                HarnessFigures.Of(each.Sandbox, sample => sample.Process).Show(),
                $"**{Ratio(each.OwnRatio)}**",
                each.OwnPairs.Show("0.00"),
                each.Load.Show("0.0"));
        }

        return table;
    }

    private static Table WholeTable(IReadOnlyList<HarnessFigures> all)
    {
        var table = new Table("", "outside", "product", "before the CLI", "after the CLI", "ratio of the medians", "pair by pair", "a task of a minute (computed)");
        foreach (var each in all)
        {
            table.Row(
                each.Name,
                HarnessFigures.Of(each.Plain, sample => sample.Whole).Show(),
                HarnessFigures.Of(each.Sandbox, sample => sample.Whole).Show(),
                HarnessFigures.Of(each.Sandbox, sample => sample.Before).Show(),
                HarnessFigures.Of(each.Sandbox, sample => sample.After).Show(),
                $"**{Ratio(each.WholeRatio)}**",
                each.WholePairs.Show("0.00"),
                Ratio(Long(each)));
        }

        return table;
    }

    private static Table InsideTable(IReadOnlyList<HarnessFigures> all)
    {
        var table = new Table("", "first event", "first line outside", "turn", "closing", "closing outside", "container, MiB", "largest process, MiB", "image, MB");
        foreach (var each in all)
        {
            table.Row(
                each.Name,
                HarnessFigures.Of(each.Sandbox, sample => sample.FirstEvent).Show(),
                HarnessFigures.Of(each.Plain, sample => sample.FirstLine).Show(),
                HarnessFigures.Of(each.Sandbox, sample => sample.Turn).Show(),
                HarnessFigures.Of(each.Sandbox, sample => sample.Closing).Show(),
                HarnessFigures.Of(each.Same.Count == 0 ? each.Plain : each.Same, sample => sample.Closing).Show(),
                Memory(each, memory => memory.Container),
                Memory(each, memory => memory.Process) + Process(each),
                (each.ImageSize / 1e6).ToString("0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static double Long(HarnessFigures figures) => (LongTask + figures.Difference) / LongTask;

    private static string Memory(HarnessFigures figures, Func<PeakMemory, double?> which) =>
        figures.Sandbox.Select(sample => which(sample.Memory)).OfType<double>().ToList() is { Count: > 0 } known ? new Samples(known).Show() : "not told by this machine";

    private static string Process(HarnessFigures figures) =>
        figures.Sandbox.Where(sample => sample.Memory.ProcessName is not null).MaxBy(sample => sample.Memory.Process)?.Memory.ProcessName is { } name ? $" (`{name}`)" : string.Empty;

    private static string Verdict(int met, int all) =>
        met == all ? "met by all" : met == 0 ? "missed by all" : string.Create(CultureInfo.InvariantCulture, $"met by {met} of {all}");

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
