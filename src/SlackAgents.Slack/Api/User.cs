namespace SlackAgents.Slack.Api;

/// <summary>A person as <c>users.info</c> describes them; only what decisions rest on.</summary>
internal sealed record User
{
    public string? Id { get; init; }

    public string? TeamId { get; init; }

    public string? Name { get; init; }

    public string? RealName { get; init; }

    public bool Deleted { get; init; }

    public bool IsBot { get; init; }

    public bool IsRestricted { get; init; }

    public bool IsUltraRestricted { get; init; }

    public bool IsStranger { get; init; }

    public UserProfile? Profile { get; init; }

    public EnterpriseUser? EnterpriseUser { get; init; }
}
