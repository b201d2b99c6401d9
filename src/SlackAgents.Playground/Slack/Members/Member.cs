namespace SlackAgents.Playground.Slack.Members;

/// <summary>Somebody who can be seen in the workspace.</summary>
internal sealed record Member(string Id, string Name, string RealName, string TeamId)
{
    /// <summary>A multi-channel guest.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>A single-channel guest.</summary>
    public bool IsUltraRestricted { get; init; }

    public bool IsBot { get; init; }

    /// <summary>Of a bot: its bot id.</summary>
    public string? BotId { get; init; }

    public bool IsAdmin { get; init; }

    public bool Deleted { get; init; }
}
