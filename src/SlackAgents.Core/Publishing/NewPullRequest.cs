using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Publishing;

/// <summary>What is asked of the host. <paramref name="Body"/> is GitHub Markdown, at most 65,536 characters.</summary>
internal sealed record NewPullRequest(RepositoryName Repository, string Branch, string Base, string Title, string Body);
