namespace SlackAgents.GitHub.PullRequests;

/// <summary>Body of <c>PATCH /repos/{owner}/{repo}/pulls/{number}</c>.</summary>
internal sealed record PullRequestUpdate(string Title, string Body);
