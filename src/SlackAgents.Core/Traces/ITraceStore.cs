using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Traces;

/// <summary>The append-only record of what happened in each run.</summary>
internal interface ITraceStore
{
    /// <summary>
    /// Appends entries in order and, in the same transaction, remembers <paramref name="cursor"/> as the place in the
    /// sandbox's output up to which lines are stored. Entries whose key the run already has are left out.
    /// </summary>
    /// <returns>The records that were added.</returns>
    Task<IReadOnlyList<TraceRecord>> AppendAsync(RunId run, IReadOnlyList<TraceEntry> entries, string? cursor, CancellationToken cancellationToken);

    /// <summary>Records with a sequence above <paramref name="after"/>, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<TraceRecord>> ReadAsync(RunId run, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The records of these sequences, oldest first, without the lines that they were read from. What the run does not have
    /// is left out. A text of a record can be long: ask for few.
    /// </summary>
    Task<IReadOnlyList<TraceRecord>> ReadAsync(RunId run, IReadOnlyList<long> sequences, CancellationToken cancellationToken);

    /// <summary>Rows with a sequence above <paramref name="after"/>, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<TraceRow>> ReadRowsAsync(RunId run, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Looks for records above <paramref name="after"/>, and stops after at most <paramref name="limit"/> of them or when it
    /// has looked at enough for one piece of work.
    /// </summary>
    Task<TraceSearchPage> SearchAsync(RunId run, TraceQuery query, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Sequence of the newest record; 0 when there is none.</summary>
    Task<long> GetLastSequenceAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>The cursor stored last, or null.</summary>
    Task<string?> GetCursorAsync(RunId run, CancellationToken cancellationToken);
}
