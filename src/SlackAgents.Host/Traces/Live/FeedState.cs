namespace SlackAgents.Host.Traces.Live;

/// <summary>What a feed has at one moment. Immutable: a reader works with one while the next is made.</summary>
internal sealed class FeedState
{
    /// <summary>Bytes of events that are kept for readers who are a little behind.</summary>
    private const int MaxKept = 1024 * 1024;

    private readonly TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private FeedState()
    {
    }

    /// <summary>Before the feed knows where the trace ends.</summary>
    public static FeedState Unknown => new() { Last = -1 };

    /// <summary>Sequence up to which everything can be sent.</summary>
    public long Last { get; private init; }

    /// <summary>The newest events, without a gap between them.</summary>
    public FrameChunk[] Chunks { get; private init; } = [];

    public HeadFrame? Head { get; private init; }

    /// <summary>Counts up when it is time for a sign of life.</summary>
    public int Beat { get; private init; }

    /// <summary>Completed when there is a newer state.</summary>
    public Task Next => _next.Task;

    /// <summary>Sequence of the first event in <see cref="Chunks"/>.</summary>
    public long First => Chunks.Length > 0 ? Chunks[0].First : Last + 1;

    public FeedState At(long last) => new() { Last = last, Chunks = Chunks, Head = Head, Beat = Beat };

    public FeedState With(HeadFrame head) => new() { Last = Last, Chunks = Chunks, Head = head, Beat = Beat };

    public FeedState WithBeat() => new() { Last = Last, Chunks = Chunks, Head = Head, Beat = Beat + 1 };

    public FeedState With(FrameChunk chunk)
    {
        var kept = chunk.First == Last + 1 ? Chunks.Append(chunk).ToArray() : [chunk];
        var (from, bytes) = (kept.Length - 1, chunk.Length);
        while (from > 0 && bytes + kept[from - 1].Length <= MaxKept)
        {
            bytes += kept[--from].Length;
        }

        return new() { Last = chunk.Last, Chunks = kept[from..], Head = Head, Beat = Beat };
    }

    /// <summary>Wakes those who wait for a newer one.</summary>
    public void Replaced() => _next.TrySetResult();
}
