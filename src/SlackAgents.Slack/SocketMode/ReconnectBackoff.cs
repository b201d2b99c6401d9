namespace SlackAgents.Slack.SocketMode;

/// <summary>How long to wait before the next try to connect: 1 s doubling to 30 s, with full jitter so that many hosts do not come back at once.</summary>
internal sealed class ReconnectBackoff(TimeProvider timeProvider, Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A connection that lived this long was a success.</summary>
    private static readonly TimeSpan Success = TimeSpan.FromSeconds(30);

    private int _failures;

    /// <summary>A connection ended. An announced end of one that lived needs no pause.</summary>
    public TimeSpan AfterEnd(SocketEnd end, long openedAt)
    {
        if (timeProvider.GetElapsedTime(openedAt) >= Success)
        {
            _failures = 0;
        }

        var failures = _failures++;
        return end switch
        {
            SocketEnd.TooMany => Longest,
            // One announced end in a row is normal; Slack asking again and again is not.
            SocketEnd.Refresh when failures < 2 => TimeSpan.Zero,
            _ => Jitter(failures),
        };
    }

    /// <summary>No connection came about. Slack's own pause, if it asked for one, is kept.</summary>
    public TimeSpan AfterFailure(TimeSpan? retryAfter)
    {
        var pause = Jitter(_failures++);
        return retryAfter > pause ? retryAfter.Value : pause;
    }

    private TimeSpan Jitter(int failures)
    {
        var ceiling = First * Math.Pow(2, Math.Min(failures, 10));
        return (ceiling < Longest ? ceiling : Longest) * random();
    }
}
