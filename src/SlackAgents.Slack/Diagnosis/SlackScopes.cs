namespace SlackAgents.Slack.Diagnosis;

/// <summary>What the bot token must be allowed, and what for. The manifests ask for the same; a test compares them.</summary>
internal static class SlackScopes
{
    /// <summary>Without one of these something that people rely on does not work.</summary>
    public static IReadOnlyDictionary<string, string> Needed { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["commands"] = "take slash commands",
        ["app_mentions:read"] = "hear mentions",
        ["assistant:write"] = "be shown as an agent, with a status beside its threads",
        ["chat:write"] = "answer",
        ["channels:history"] = "hear replies in threads of public channels",
        ["groups:history"] = "hear replies in threads of private channels",
        ["im:history"] = "hear direct messages",
        ["mpim:history"] = "hear replies in group direct messages",
        ["channels:read"] = "see whether a public channel is shared with outsiders",
        ["groups:read"] = "see whether a private channel is shared with outsiders",
        ["im:read"] = "recognise direct messages",
        ["mpim:read"] = "recognise group direct messages",
        ["im:write"] = "answer in a direct message where a channel is closed to the bot",
        ["reactions:read"] = "hear the reactions that start and stop a run",
        ["reactions:write"] = "show by a reaction that a reply was taken",
        ["files:read"] = "fetch the files that came with a task",
        ["files:write"] = "post files that an agent attaches",
        ["users:read"] = "tell members from guests and strangers",
    };

    /// <summary>Asked of a person who signs in on the web, by the page of that alone; the bot token never has them.</summary>
    public static IReadOnlyDictionary<string, string> SignIn { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["openid"] = "learn who signs in on the pages of runs",
        ["profile"] = "learn of which workspace they are",
    };

    /// <summary>Nice to have.</summary>
    public static IReadOnlyDictionary<string, string> Optional { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["channels:join"] = "join a public channel where somebody gives a command",
        ["chat:write.public"] = "answer in a public channel before joining it",
    };
}
