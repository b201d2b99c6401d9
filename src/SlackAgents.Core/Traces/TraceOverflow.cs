using System.Globalization;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Traces;

/// <summary>
/// Bounds what may wait to be stored without anybody waiting for it, and counts what had to be left out, so that the
/// trace itself says so. Thread-safe.
/// </summary>
internal sealed class TraceOverflow(long maxWaiting)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RunId, int> _leftOut = [];
    private long _waiting;

    /// <returns>False: there is no room. It is counted, and the entry must not be queued.</returns>
    public bool TryEnter(TraceWrite write)
    {
        lock (_gate)
        {
            if (_waiting + write.Size > maxWaiting)
            {
                _leftOut[write.Run] = _leftOut.GetValueOrDefault(write.Run) + write.Entries.Count;
                return false;
            }

            _waiting += write.Size;
            return true;
        }
    }

    public void Leave(TraceWrite write)
    {
        lock (_gate)
        {
            _waiting -= write.Size;
        }
    }

    /// <summary>What to write about events that were left out since the last call; null when there are none.</summary>
    public TraceEntry? TakeNotice(RunId run, DateTimeOffset now)
    {
        lock (_gate)
        {
            return _leftOut.Remove(run, out var count)
                ? new TraceEntry(0, now, new NoticeEvent("trace_overflow", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} events were left out here: they came faster than the database could store them.")))
                : null;
        }
    }
}
