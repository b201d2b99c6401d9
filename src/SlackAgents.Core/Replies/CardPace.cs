namespace SlackAgents.Core.Replies;

/// <summary>How often a card may be redrawn.</summary>
internal static class CardPace
{
    private const int UpdatesPerMinute = 36;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Time between two updates of one run's card. All runs share one budget (chat.update is Tier 3, 50 a minute:
    /// docs.slack.dev/apis/web-api/rate-limits) and news needs some of it, so the more of them live, the slower each one's card.
    /// </summary>
    public static TimeSpan GetInterval(int liveRuns)
    {
        var share = TimeSpan.FromMinutes(1) * Math.Max(0, liveRuns) / UpdatesPerMinute;
        return share > Shortest ? share : Shortest;
    }
}
