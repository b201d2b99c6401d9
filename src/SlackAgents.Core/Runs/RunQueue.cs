using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs;

/// <summary>The order in which waiting runs come, as the scheduler saw it last; for showing positions.</summary>
internal sealed class RunQueue
{
    private volatile RunId[] _order = [];

    public int Length => _order.Length;

    /// <summary>From 1; null when it does not wait (any more).</summary>
    public int? PositionOf(RunId id)
    {
        var index = Array.IndexOf(_order, id);
        return index < 0 ? null : index + 1;
    }

    /// <returns>Whether anything moved.</returns>
    public bool Replace(IEnumerable<RunId> order)
    {
        var next = order.ToArray();
        var moved = !next.AsSpan().SequenceEqual(_order);
        _order = next;
        return moved;
    }
}
