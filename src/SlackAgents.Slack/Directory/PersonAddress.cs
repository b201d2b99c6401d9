namespace SlackAgents.Slack.Directory;

/// <summary>A person's id in the place of a channel stands for their direct messages with the bot.</summary>
internal static class PersonAddress
{
    public static bool Is(string channel) => channel.StartsWith('U') || channel.StartsWith('W');
}
