namespace SlackAgents.Slack.Api;

internal sealed record RepliesQuery
{
    public required string Channel { get; init; }

    public required string Ts { get; init; }

    public string? Oldest { get; init; }

    public string? Latest { get; init; }

    public int Limit { get; init; } = 200;

    public string? Cursor { get; init; }

    public bool Inclusive { get; init; } = true;

    public bool IncludeAllMetadata { get; init; } = true;
}
