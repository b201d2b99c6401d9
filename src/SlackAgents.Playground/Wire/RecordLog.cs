using System.Collections.Immutable;

namespace SlackAgents.Playground.Wire;

/// <summary>An append-only list that is read as a snapshot. Keeps the newest <paramref name="capacity"/> entries so that a long try-out stays bounded.</summary>
internal sealed class RecordLog<T>(int capacity = 20_000)
{
    private ImmutableList<T> _entries = [];

    public IReadOnlyList<T> Snapshot => Volatile.Read(ref _entries);

    public void Add(T entry) => ImmutableInterlocked.Update(
        ref _entries,
        static (entries, added) => entries.Count >= added.capacity ? entries.RemoveAt(0).Add(added.entry) : entries.Add(added.entry),
        (entry, capacity));

    public void Clear() => Volatile.Write(ref _entries, []);
}
