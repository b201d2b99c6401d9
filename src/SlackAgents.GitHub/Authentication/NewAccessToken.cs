namespace SlackAgents.GitHub.Authentication;

/// <summary>What a token shall be for. Repositories are named without their owner.</summary>
internal sealed record NewAccessToken(IReadOnlyList<string> Repositories, IReadOnlyDictionary<string, string> Permissions);
