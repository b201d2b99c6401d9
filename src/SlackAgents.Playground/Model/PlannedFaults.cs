using System.Collections.Concurrent;

namespace SlackAgents.Playground.Model;

/// <summary>Faults that a test lines up for the next requests, whatever key they come with.</summary>
internal sealed class PlannedFaults
{
    private readonly ConcurrentQueue<ModelFault> _faults = new();

    public int Left => _faults.Count;

    public void Add(ModelFault fault, int times)
    {
        for (var index = 0; index < times; index++)
        {
            _faults.Enqueue(fault);
        }
    }

    public void Clear() => _faults.Clear();

    public ModelFault Next() => _faults.TryDequeue(out var fault) ? fault : ModelFault.None;
}
