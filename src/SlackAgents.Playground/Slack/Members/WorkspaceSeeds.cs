namespace SlackAgents.Playground.Slack.Members;

/// <summary>The workspace somebody finds on the first start: each kind of person and of channel that a rule of the product tells apart.</summary>
internal static class WorkspaceSeeds
{
    public const string Alice = "U0ALICE001";
    public const string Bob = "U0BOB00001";
    public const string Gina = "U0GINA0001";
    public const string Stranger = "U0STRANGE1";
    public const string OtherBot = "U0ALERTBOT";
    public const string Agent = "U0AGENT001";

    public static IReadOnlyList<string> BotScopes { get; } =
    [
        "commands", "app_mentions:read", "chat:write", "channels:history", "groups:history", "im:history", "mpim:history", "channels:read",
        "groups:read", "im:read", "im:write", "files:read", "files:write", "reactions:read", "reactions:write", "users:read", "assistant:write",
    ];

    public static IReadOnlyList<string> BotEvents { get; } =
    [
        "app_mention", "message.channels", "message.groups", "message.im", "message.mpim", "app_home_opened", "reaction_added",
        "member_joined_channel", "agent_session_stopped", "agent_session_title_changed", "app_uninstalled", "tokens_revoked",
    ];

    public static IReadOnlyList<Shortcut> Shortcuts { get; } =
    [
        new("run_on_message", "Run agent on message", OnMessage: true),
        new("new_task", "New agent task", OnMessage: false),
    ];

    public static IReadOnlyList<Member> Members { get; } =
    [
        new(Alice, "alice", "Alice Anders", "T0ACME0001") { IsAdmin = true },
        new(Bob, "bob", "Bob Brandt", "T0ACME0001"),
        new(Gina, "gina", "Gina Guest", "T0ACME0001") { IsRestricted = true },
        new(Stranger, "stranger", "Sam Stranger", "T0OTHER001"),
        new(OtherBot, "alertbot", "Alert Bot", "T0ACME0001") { IsBot = true, BotId = "B0ALERTBOT" },
        new(Agent, "agent", "Agent", "T0ACME0001") { IsBot = true, BotId = "B0AGENT001" },
    ];

    public static IReadOnlyList<Channel> Channels { get; } =
    [
        new("C0GENERAL1", "general", ChannelKind.Public) { Members = [Alice, Bob, Gina, OtherBot, Agent] },
        new("C0RUNS0001", "agent-runs", ChannelKind.Public) { Members = [Alice, Bob, Gina, OtherBot, Agent] },
        new("C0RANDOM01", "random", ChannelKind.Public) { Members = [Alice, Bob] },
        new("C0PRIVATE1", "leads", ChannelKind.Private) { Members = [Alice, Bob] },
        new("C0PARTNER1", "partners", ChannelKind.Public) { Members = [Alice, Bob, Stranger, Agent], IsExtShared = true },
        new("C0ATTIC001", "attic", ChannelKind.Public) { Members = [Alice, Agent], IsArchived = true },
        new("D0ALICE001", "alice", ChannelKind.DirectMessage) { Members = [Alice, Agent] },
    ];
}
