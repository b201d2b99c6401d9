using SlackAgents.Core.Policies.Accounts;

namespace SlackAgents.Host.Linking;

/// <summary>How it ended, for the page.</summary>
/// <param name="Account">Who is linked now; null when nothing was linked.</param>
/// <param name="Problem">Why nothing was linked.</param>
internal sealed record LinkOutcome(GitHubAccount? Account, string? Problem);
