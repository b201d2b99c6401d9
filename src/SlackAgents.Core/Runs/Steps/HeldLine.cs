using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>A line of a harness on its way into the trace.</summary>
/// <param name="Entries">What it tells, in order.</param>
/// <param name="First">Index of the entry that carries the line.</param>
/// <param name="Raw">The line word for word.</param>
/// <param name="CutAnew">The line with the pieces as they are stored; null when that cannot be said.</param>
/// <param name="Pieces">The pieces of text that came with it.</param>
internal sealed record HeldLine(IReadOnlyList<TraceEntry> Entries, int First, string Raw, string? CutAnew, string Pieces)
{
    /// <summary>A secret may go across its seams.</summary>
    public bool IsCutAnew { get; set; }

    public int Size => Raw.Length + (CutAnew?.Length ?? 0) + Pieces.Length;

    public IEnumerable<TraceEntry> ToEntries() =>
        Entries.Select((entry, index) => index == First ? entry with { Raw = IsCutAnew ? CutAnew : Raw } : entry);
}
