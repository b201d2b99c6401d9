using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Telemetry;

/// <summary>Reads turns that have ended as spans. The same turn gives the same spans each time.</summary>
internal sealed class RunSpans(ITraceStore traces, SecretRedactor redactor)
{
    private const int RowsAtOnce = 20_000;
    private const int RecordsAtOnce = 50;

    /// <summary>Rows of these are read whole; of the others only when they happened.</summary>
    private static readonly HashSet<TraceCategory> Told =
    [
        TraceCategory.Read, TraceCategory.Run, TraceCategory.Edit, TraceCategory.Tool, TraceCategory.Result, TraceCategory.Answer, TraceCategory.Question,
        TraceCategory.Step, TraceCategory.Model, TraceCategory.Web, TraceCategory.Git, TraceCategory.Retry, TraceCategory.Error, TraceCategory.Session,
    ];

    /// <summary>What the agent does itself.</summary>
    private static readonly HashSet<TraceCategory> Agents =
    [
        TraceCategory.Message, TraceCategory.Text, TraceCategory.Thinking, TraceCategory.Read, TraceCategory.Run, TraceCategory.Edit, TraceCategory.Tool,
        TraceCategory.Result, TraceCategory.Change, TraceCategory.Plan, TraceCategory.Answer, TraceCategory.Model, TraceCategory.Usage, TraceCategory.Session,
    ];

    private readonly TraceRedactor _redactor = new(redactor.Redact);

    /// <summary>Turns that were given to the agent and have ended, in the order in which they ended.</summary>
    public static IEnumerable<Turn> Ended(IEnumerable<Turn> turns) => turns
        .Where(turn => turn is { State: TurnState.Ended, EndedAt: not null, StartedAt: not null })
        .OrderBy(turn => turn.EndedAt)
        .ThenBy(turn => turn.Number);

    /// <param name="isFirst">It is the run's first turn that is told of.</param>
    public async Task<IReadOnlyList<Span>> ReadAsync(Run run, Turn turn, bool isFirst, bool captureContent, CancellationToken cancellationToken)
    {
        var spans = new TurnSpans(run, turn, captureContent);
        for (var after = 0L; await traces.ReadRowsAsync(run.Id, after, RowsAtOnce, cancellationToken) is { Count: > 0 } rows; after = rows[^1].Sequence)
        {
            var own = rows.Where(row => row.Turn == turn.Number).ToList();
            own.Where(row => Agents.Contains(row.Category)).ToList().ForEach(row => spans.See(DateTimeOffset.FromUnixTimeMilliseconds(row.At)));
            foreach (var some in own.Where(row => Told.Contains(row.Category)).Select(row => row.Sequence).Chunk(RecordsAtOnce))
            {
                foreach (var record in await traces.ReadAsync(run.Id, some, cancellationToken))
                {
                    spans.Take(record with { Event = _redactor.Redact(record.Event) });
                }
            }
        }

        return spans.End(isFirst);
    }
}
