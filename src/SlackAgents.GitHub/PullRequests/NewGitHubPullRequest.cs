namespace SlackAgents.GitHub.PullRequests;

/// <summary>Body of <c>POST /repos/{owner}/{repo}/pulls</c>; the head is a branch of the same repository.</summary>
internal sealed record NewGitHubPullRequest(string Title, string Head, string Base, string Body, bool Draft);
