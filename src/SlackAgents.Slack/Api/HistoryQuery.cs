namespace SlackAgents.Slack.Api;

internal sealed record HistoryQuery
{
    public required string Channel { get; init; }

    public string? Oldest { get; init; }

    public string? Latest { get; init; }

    public int Limit { get; init; } = 200;

    public string? Cursor { get; init; }

    public bool Inclusive { get; init; } = true;

    public bool IncludeAllMetadata { get; init; } = true;
}
