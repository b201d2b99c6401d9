namespace SlackAgents.Slack.Intake;

/// <summary>What is said and done in one thread keeps its order; a message that is in none is the root of its own.</summary>
internal static class EventLane
{
    public static string Of(string team, string channel, string rootTs) => $"slack:{team}:{channel}:{rootTs}";
}
