using System.Runtime.CompilerServices;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces.Export;

/// <summary>Reads a whole trace a few records at a time: one record can be half a megabyte.</summary>
internal static class TraceReading
{
    private const int PageSize = 50;

    /// <summary>What the run has now, oldest first. What comes while it is read is left for the next time, so it ends.</summary>
    public static async IAsyncEnumerable<TraceRecord> ReadAllAsync(this ITraceStore traces, RunId run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = await traces.GetLastSequenceAsync(run, cancellationToken);
        var after = 0L;
        while (after < last && await traces.ReadAsync(run, after, PageSize, cancellationToken) is { Count: > 0 } records)
        {
            foreach (var record in records.TakeWhile(record => record.Sequence <= last))
            {
                yield return record;
            }

            after = records[^1].Sequence;
        }
    }
}
