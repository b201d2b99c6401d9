namespace SlackAgents.Core.Policies.Accounts;

/// <summary>A person on GitHub.</summary>
/// <param name="Id">Stays the same when the account is renamed.</param>
/// <param name="Login">Its name when it was last seen.</param>
internal sealed record GitHubAccount(long Id, string Login);
