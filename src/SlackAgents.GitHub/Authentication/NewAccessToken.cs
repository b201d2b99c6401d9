namespace SlackAgents.GitHub.Authentication;

/// <summary>What a token shall be for.</summary>
/// <param name="Repositories">Named without their owner; null for all of the installation.</param>
internal sealed record NewAccessToken(IReadOnlyList<string>? Repositories, IReadOnlyDictionary<string, string> Permissions);
