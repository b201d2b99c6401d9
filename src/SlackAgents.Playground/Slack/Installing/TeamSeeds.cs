using SlackAgents.Playground.Slack.Members;

namespace SlackAgents.Playground.Slack.Installing;

/// <summary>Further workspaces, in which the app is not yet installed.</summary>
internal static class TeamSeeds
{
    /// <summary>A workspace with two people and one channel; the bot user gets in when the app is installed.</summary>
    public static SlackSettings Create(SlackSettings first, string name, int number) => first with
    {
        TeamId = $"T0TEAM{number:D4}",
        TeamName = name,
        TeamDomain = name.ToLowerInvariant(),
        BotUserId = $"U0AGENT{number:D3}",
        BotId = $"B0AGENT{number:D3}",
        BotToken = null,
        Members =
        [
            new Member($"U0CLARA{number:D3}", "clara", "Clara Conrad", $"T0TEAM{number:D4}") { IsAdmin = true },
            new Member($"U0DAVID{number:D3}", "david", "David Dorn", $"T0TEAM{number:D4}"),
            new Member($"U0AGENT{number:D3}", "agent", "Agent", $"T0TEAM{number:D4}") { IsBot = true, BotId = $"B0AGENT{number:D3}" },
        ],
        Channels =
        [
            new Channel($"C0TEAM{number:D4}", "agent-runs", ChannelKind.Public) { Members = [$"U0CLARA{number:D3}", $"U0DAVID{number:D3}", $"U0AGENT{number:D3}"] },
        ],
    };
}
