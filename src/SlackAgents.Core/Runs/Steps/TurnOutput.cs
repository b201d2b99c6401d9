using System.Collections.Concurrent;
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
        var state = new TurnEntries(run, reader, redactor.Redact);
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

        await EndAsync(state, live, cancellationToken);
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

    private async Task StoreAsync(TurnEntries state, LiveRun live, ChannelReader<OutputLine> lines, CancellationToken cancellationToken)
    {
        var entries = new List<TraceEntry>();
        for (var taken = 0; taken < Batch && lines.TryRead(out var line); taken++)
        {
            state.Take(line, time.GetUtcNow(), entries);
        }

        await StoreAsync(state, live, entries, cancellationToken);
    }

    /// <summary>What was held back because more of its text might have come.</summary>
    private async Task EndAsync(TurnEntries state, LiveRun live, CancellationToken cancellationToken)
    {
        var entries = new List<TraceEntry>();
        state.End(time.GetUtcNow(), entries);
        if (entries.Count > 0)
        {
            await StoreAsync(state, live, entries, cancellationToken);
        }
    }

    private async Task StoreAsync(TurnEntries state, LiveRun live, List<TraceEntry> entries, CancellationToken cancellationToken)
    {
        await trace.WriteAsync(state.Run.Id, entries, state.Cursor?.ToString(), cancellationToken);
        await receipts.TakeAsync(state.Run, entries, cancellationToken);
        foreach (var entry in entries)
        {
            live.Follow(entry.Event);
        }

        cards.Touch(state.Run.Id);
    }
}
