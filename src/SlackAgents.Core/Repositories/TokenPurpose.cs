namespace SlackAgents.Core.Repositories;

/// <summary>What a token is for; each purpose has the least permissions that it needs.</summary>
internal enum TokenPurpose
{
    /// <summary><c>contents:read</c>.</summary>
    Fetch,

    /// <summary><c>contents:write</c>.</summary>
    Push,

    /// <summary><c>pull_requests:write</c>.</summary>
    PullRequest,

    /// <summary><c>metadata:read</c>: who may do what there.</summary>
    Inspect,
}
