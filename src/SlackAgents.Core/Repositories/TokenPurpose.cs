namespace SlackAgents.Core.Repositories;

/// <summary>What a token is for; each purpose has the least permissions that it needs.</summary>
internal enum TokenPurpose
{
    /// <summary><c>contents:read</c>.</summary>
    Fetch,

    /// <summary><c>contents:write</c>.</summary>
    Push,

    /// <summary><c>contents:write</c> and <c>workflows:write</c>, for a push that changes files which run on the host's machines.</summary>
    PushWorkflows,

    /// <summary><c>pull_requests:write</c>.</summary>
    PullRequest,

    /// <summary><c>metadata:read</c>: who may do what there.</summary>
    Inspect,

    /// <summary><c>checks:read</c>, <c>statuses:read</c> and <c>pull_requests:read</c>.</summary>
    Checks,
}
