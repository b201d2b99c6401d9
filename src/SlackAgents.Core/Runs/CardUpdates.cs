using System.Collections.Concurrent;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs;

/// <summary>Runs whose card no longer shows the truth. A set, so that many changes make one update.</summary>
internal sealed class CardUpdates
{
    private readonly ConcurrentDictionary<RunId, byte> _stale = new();

    public void Touch(RunId id) => _stale[id] = 0;

    public void Touch(IEnumerable<RunId> ids)
    {
        foreach (var id in ids)
        {
            Touch(id);
        }
    }

    /// <summary>Takes all that are stale now.</summary>
    public IReadOnlyList<RunId> TakeAll()
    {
        var taken = new List<RunId>();
        foreach (var id in _stale.Keys)
        {
            if (_stale.TryRemove(id, out _))
            {
                taken.Add(id);
            }
        }

        return taken;
    }
}
