using System.Collections.Immutable;

namespace SlackAgents.Playground.Slack.Members;

/// <summary>A conversation. Members are user ids; the app's bot user counts as one.</summary>
internal sealed record Channel(string Id, string Name, ChannelKind Kind)
{
    public ImmutableHashSet<string> Members { get; init; } = [];

    /// <summary>Shared with another organisation through Slack Connect.</summary>
    public bool IsExtShared { get; init; }

    public bool IsArchived { get; init; }

    public string HistoryScope => Kind switch
    {
        ChannelKind.Public => "channels:history",
        ChannelKind.Private => "groups:history",
        _ => "im:history",
    };

    public string ReadScope => Kind switch
    {
        ChannelKind.Public => "channels:read",
        ChannelKind.Private => "groups:read",
        _ => "im:read",
    };

    /// <summary>The <c>channel_type</c> of message events.</summary>
    public string EventType => Kind switch
    {
        ChannelKind.Public => "channel",
        ChannelKind.Private => "group",
        _ => "im",
    };

    /// <summary>The subscription that covers messages here.</summary>
    public string MessageSubscription => Kind switch
    {
        ChannelKind.Public => "message.channels",
        ChannelKind.Private => "message.groups",
        _ => "message.im",
    };

    /// <summary>What a slash command calls this channel.</summary>
    public string CommandName => Kind switch
    {
        ChannelKind.Private => "privategroup",
        ChannelKind.DirectMessage => "directmessage",
        _ => Name,
    };
}
