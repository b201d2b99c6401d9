namespace SlackAgents.Host.Api;

/// <summary>Body of <c>POST /api/runs/{id}/messages</c>.</summary>
internal sealed record MessageBody
{
    public string? Text { get; init; }
}
