using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>What the host says about a repository.</summary>
internal sealed record RepositoryInfo(RepositoryName Name, string DefaultBranch, bool IsPrivate);
