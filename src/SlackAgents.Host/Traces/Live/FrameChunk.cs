namespace SlackAgents.Host.Traces.Live;

/// <summary>Events as they go over the wire, of records that follow each other; written once and sent to every reader.</summary>
/// <param name="first">Sequence of the first.</param>
/// <param name="starts">Where each begins.</param>
internal sealed class FrameChunk(long first, int[] starts, ReadOnlyMemory<byte> bytes)
{
    public long First => first;

    public long Last => first + starts.Length - 1;

    public int Length => bytes.Length;

    /// <summary>The events from this sequence on, or all when it is before them.</summary>
    public ReadOnlyMemory<byte> From(long sequence) => bytes[starts[Math.Max(0, sequence - first)]..];
}
