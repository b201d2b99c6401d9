using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Reads a turn's output into the trace: nothing is shown or acted on before it is stored.</summary>
internal sealed class TurnOutput(
    ISandboxEngine engine,
    TraceWriter trace,
    TurnReceipts receipts,
    CardUpdates cards,
    SecretRedactor redactor,
    TimeProvider time)
{
    private const int Batch = 256;
    private const int MaxRaw = 256 * 1024;
    private const int MaxKnownKeys = 200_000;

    private readonly ConcurrentDictionary<RunId, OutputMeter> _meters = new();

    /// <summary>How much a run's current turn has written and when it did so last.</summary>
    public OutputMeter MeterOf(RunId run) => _meters.GetOrAdd(run, _ => new OutputMeter(time.GetUtcNow()));

    /// <summary>What an agent says at its end goes to Slack and GitHub: no secret goes along, however it got into the sandbox.</summary>
    public HarnessOutcome Clean(HarnessOutcome outcome) => outcome with
    {
        Answer = redactor.Redact(outcome.Answer),
        Detail = outcome.Detail is null ? null : redactor.Redact(outcome.Detail),
    };

    /// <summary>Reads until the sandbox has ended.</summary>
    /// <param name="turnEnded">Called once, after the harness's last word is stored.</param>
    public async Task<TurnReading> ReadAsync(Run run, LiveRun live, IHarnessReader reader, Func<Task> turnEnded, CancellationToken cancellationToken)
    {
        // Reading and storing overlap: while one batch is being committed, the next one arrives.
        var lines = Channel.CreateBounded<OutputLine>(new BoundedChannelOptions(Batch * 4) { SingleReader = true, SingleWriter = true });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var filling = FillAsync(run, lines.Writer, ended.Token);
        var state = new Reading(run, reader);
        try
        {
            var told = false;
            while (await lines.Reader.WaitToReadAsync(cancellationToken))
            {
                await StoreAsync(state, live, lines.Reader, cancellationToken);
                if (reader.TurnEnded && !told)
                {
                    told = true;
                    await turnEnded();
                }
            }
        }
        finally
        {
            await ended.CancelAsync();
            await filling; // never throws; what went wrong came through the channel
            _meters.TryRemove(run.Id, out _);
        }

        if (state.Exit is { Signal: null })
        {
            await receipts.RenewAsync(run, cancellationToken);
        }

        return new TurnReading(state.Cursor, state.Exit, state.FailedStep, state.UnsavedStep, state.UnknownLines);
    }

    private async Task FillAsync(Run run, ChannelWriter<OutputLine> writer, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            var sandbox = run.Sandbox ?? throw new InvalidOperationException($"Run {run.Id} has no sandbox.");
            var meter = MeterOf(run.Id);
            await foreach (var line in engine.ReadOutputAsync(sandbox, OutputCursor.Parse(run.TurnCursor), cancellationToken))
            {
                meter.Count(line.Text.Length, time.GetUtcNow());
                await writer.WriteAsync(line, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            failure = exception; // surfaces in the storing loop
        }
        finally
        {
            writer.TryComplete(failure);
        }
    }

    private async Task StoreAsync(Reading state, LiveRun live, ChannelReader<OutputLine> lines, CancellationToken cancellationToken)
    {
        var entries = new List<TraceEntry>();
        for (var taken = 0; taken < Batch && lines.TryRead(out var line); taken++)
        {
            state.Take(line, time.GetUtcNow(), entries);
        }

        await trace.WriteAsync(state.Run.Id, entries, state.Cursor?.ToString(), cancellationToken);
        await receipts.TakeAsync(state.Run, entries, cancellationToken);
        foreach (var entry in entries)
        {
            live.Follow(entry.Event);
        }

        cards.Touch(state.Run.Id);
    }

    /// <summary>From lines to entries; every entry has a key, so that a second reading adds nothing.</summary>
    private sealed class Reading(Run run, IHarnessReader reader)
    {
        // A turn is always read from its beginning, so what counts as a repetition is the same on every reading.
        private readonly HashSet<string> _told = new(StringComparer.Ordinal);

        public Run Run { get; } = run;

        public string? FailedStep { get; private set; }

        public string? UnsavedStep { get; private set; }

        public OutputCursor? Cursor { get; private set; }

        public LauncherExit? Exit { get; private set; }

        public int UnknownLines { get; private set; }

        public void Take(OutputLine line, DateTimeOffset now, List<TraceEntry> entries)
        {
            Cursor = line.Cursor;
            var place = line.Cursor.ToString();
            var raw = line.Text.Length > MaxRaw ? line.Text[..MaxRaw] : line.Text;
            if (line.IsError)
            {
                reader.ReadError(line.Text);
                entries.Add(new TraceEntry(Run.Turn, now, new NoticeEvent("stderr", raw), place));
            }
            else if (LauncherLines.Parse(line.Text, Run.Turn) is { } launcher)
            {
                TakeLauncher(launcher, now, place, raw, entries);
            }
            else if (line.Text.Length > 0)
            {
                TakeHarness(line, now, place, raw, entries);
            }
        }

        private void TakeLauncher(LauncherLine launcher, DateTimeOffset now, string place, string raw, List<TraceEntry> entries)
        {
            if (launcher.Step is { Event: StepEvent { State: "failed", Step: "forwarder" or "workspace" } failed })
            {
                FailedStep = $"{failed.Step}: {failed.Detail}";
            }
            else if (launcher.Step is { Event: StepEvent { State: "failed", Step: "commit" or "push" } unsaved })
            {
                UnsavedStep = $"{unsaved.Step}: {unsaved.Detail}";
            }

            Exit = launcher.Exit ?? Exit;
            var what = launcher.Step?.Event ?? new NoticeEvent("sandbox", launcher.Exit is { } exit ? $"The sandbox's main process ends with code {exit.Code}." : "An unreadable line of the launcher.");
            entries.Add(new TraceEntry(Run.Turn, now, what, place, raw));
        }

        private void TakeHarness(OutputLine line, DateTimeOffset now, string place, string raw, List<TraceEntry> entries)
        {
            var (index, kept) = (0, false);
            var events = reader.Read(line.Text);
            UnknownLines += events.Count == 0 || events.Any(what => what.Event is UnknownEvent) ? 1 : 0;
            foreach (var what in events)
            {
                if (what.Key is null || IsNew(what.Key))
                {
                    var key = what.Key ?? string.Create(CultureInfo.InvariantCulture, $"{place}#{index}");
                    entries.Add(new TraceEntry(Run.Turn, now, Said(what.Event), key, kept ? null : raw));
                    kept = true;
                }

                index++;
            }

            if (!kept)
            {
                // Agents say some things twice. The event is there already; the line is kept all the same.
                entries.Add(new TraceEntry(Run.Turn, now, index == 0 ? new UnknownEvent("harness", "empty") : new NoticeEvent("repeated", "The agent said this before."), place, raw));
            }
        }

        // Agents play back what they are given: the message, which the host has told of already, and what went along with it.
        private static TraceEvent Said(TraceEvent what) => what is PromptEvent prompt ? new NoticeEvent("repeated", prompt.Text) : what;

        private bool IsNew(string key) => _told.Count >= MaxKnownKeys || _told.Add(key);
    }
}
