namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>What a check says of a commit.</summary>
/// <param name="Status"><c>queued</c>, <c>in_progress</c> or <c>completed</c>.</param>
/// <param name="Conclusion">Null until it is completed.</param>
/// <param name="IsStatus">Of the older kind, a commit status.</param>
internal sealed record SiteCheck(string Name, string Status, string? Conclusion, bool IsStatus = false);
