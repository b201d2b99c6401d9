namespace SlackAgents.Core.Repositories;

internal enum RepositoryFailure
{
    /// <summary>The App is not installed on it, or it does not exist: GitHub does not tell the two apart.</summary>
    NotInstalled,

    /// <summary>Archived or disabled: nothing can be pushed.</summary>
    ReadOnly,

    /// <summary>The base branch does not exist.</summary>
    BaseMissing,

    /// <summary>The App's key or a permission is missing.</summary>
    NotAllowed,

    /// <summary>A limit of the host; try again after the time it named.</summary>
    RateLimited,

    /// <summary>No answer or an outage.</summary>
    Unavailable,

    /// <summary>The host refused the push (branch rules, file size, workflow files).</summary>
    PushRejected,

    /// <summary>The local git process failed in a way that is nobody's fault but ours.</summary>
    GitFailed,
}
