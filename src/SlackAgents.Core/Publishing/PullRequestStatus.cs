namespace SlackAgents.Core.Publishing;

/// <param name="Checks">Of the commit that was asked for; null when nothing checks it.</param>
internal sealed record PullRequestStatus(PullRequestState State, CheckSummary? Checks);
