namespace SlackAgents.GitHub.Authentication;

/// <summary>Whose installation it is.</summary>
internal sealed record InstallationAccount(string Login, string? Type);
