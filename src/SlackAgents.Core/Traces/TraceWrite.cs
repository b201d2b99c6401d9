using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Traces;

/// <summary>Entries on their way through the <see cref="TraceWriter"/>.</summary>
/// <param name="Size">About what they hold in memory, in characters.</param>
/// <param name="Done">Set: somebody waits until they are durable.</param>
internal sealed record TraceWrite(RunId Run, IReadOnlyList<TraceEntry> Entries, long Size, string? Cursor, TaskCompletionSource? Done)
{
    public static TraceWrite Of(RunId run, IReadOnlyList<CleanTraceEntry> entries, string? cursor, TaskCompletionSource? done) =>
        new(run, [.. entries.Select(entry => entry.Entry)], entries.Sum(entry => entry.Size), cursor, done);
}
