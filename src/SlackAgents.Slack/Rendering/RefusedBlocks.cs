namespace SlackAgents.Slack.Rendering;

/// <summary>Which blocks this workspace refused lately: they are drawn plainly for a while, instead of being refused each time. Thread-safe.</summary>
internal sealed class RefusedBlocks(TimeProvider time)
{
    /// <summary>After that they are tried again: the workspace's plan or its clients may be newer.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<RichBlocks, DateTimeOffset> _until = []; // under _gate; at most one entry per kind

    /// <summary>What may be drawn now.</summary>
    public RichBlocks Allowed
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                return _until.Where(entry => entry.Value > now).Aggregate(RichBlocks.All, (allowed, entry) => allowed & ~entry.Key);
            }
        }
    }

    /// <param name="kinds">What was in the message that was taken only without them.</param>
    public void Remember(RichBlocks kinds)
    {
        lock (_gate)
        {
            foreach (var kind in (RichBlocks[])[RichBlocks.Plan, RichBlocks.Feedback])
            {
                if (kinds.HasFlag(kind))
                {
                    _until[kind] = time.GetUtcNow() + Memory;
                }
            }
        }
    }
}
