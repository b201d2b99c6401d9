namespace SlackAgents.Tests.Replies.Simulation;

/// <summary>One call as Slack saw it.</summary>
internal sealed record TieredCall(DateTimeOffset At, string Method, string Channel, string? Ts, string Text);

/// <summary>What Slack documents (docs.slack.dev/apis/web-api/rate-limits), as windows that no call may break.</summary>
internal static class SlackTiers
{
    /// <summary>Several hundred a minute for a workspace; the least that means.</summary>
    private const int PostsPerMinute = 300;

    /// <summary>About one a second in a channel, with short bursts.</summary>
    private const int PostBurst = 3;

    public static IEnumerable<string> Breaches(IReadOnlyList<TieredCall> calls)
    {
        foreach (var (method, limit) in new[] { ("chat.update", 50), ("reactions.add", 50), ("reactions.remove", 20), ("chat.postEphemeral", 100), ("agents.sessions.setStatus", 50), ("chat.postMessage", PostsPerMinute) })
        {
            foreach (var breach in Windows([.. calls.Where(call => call.Method == method)], TimeSpan.FromMinutes(1), limit))
            {
                yield return $"{method}: {breach}";
            }
        }

        foreach (var channel in calls.Where(call => call.Method == "chat.postMessage").GroupBy(call => call.Channel, StringComparer.Ordinal))
        {
            foreach (var seconds in (int[])[5, 20, 60])
            {
                foreach (var breach in Windows([.. channel], TimeSpan.FromSeconds(seconds), seconds + PostBurst))
                {
                    yield return $"posts in {channel.Key}: {breach}";
                }
            }
        }
    }

    private static IEnumerable<string> Windows(IReadOnlyList<TieredCall> calls, TimeSpan window, int limit)
    {
        for (var index = limit; index < calls.Count; index++)
        {
            if (calls[index].At - calls[index - limit].At < window)
            {
                yield return $"{limit + 1} within {(calls[index].At - calls[index - limit].At).TotalSeconds:0.0} s";
            }
        }
    }
}
