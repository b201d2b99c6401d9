namespace SlackAgents.Host.Traces.Live;

/// <summary>
/// How long a feed rests after it has given its readers something, so that all of them together take a small part of the
/// machine from the runs: one reader sees everything at once, a thousand see it in steps of half a second.
/// </summary>
internal static class FeedPace
{
    /// <summary>What follows within this time goes along in one piece.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(25);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>About twenty times what it takes to send a reader something at all.</summary>
    private static readonly TimeSpan EachReader = TimeSpan.FromMilliseconds(0.4);

    /// <summary>About twenty times what it takes to send a byte.</summary>
    private static readonly TimeSpan EachMegabyte = TimeSpan.FromMilliseconds(25);

    /// <summary>A run that is too fast to be told is too fast to be read: then the rest is for the run.</summary>
    private const int Overrun = 5;

    /// <param name="leftOut">The run was faster than its readers could be told.</param>
    public static TimeSpan After(int readers, long bytesEach, bool leftOut)
    {
        var rest = readers * (EachReader + (EachMegabyte * (bytesEach / 1e6))) * (leftOut ? Overrun : 1);
        return rest < Shortest ? Shortest : rest > Longest ? Longest : rest;
    }
}
