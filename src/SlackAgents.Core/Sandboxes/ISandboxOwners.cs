using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Sandboxes;

/// <summary>What the reaper asks about the runs that sandboxes belong to.</summary>
internal interface ISandboxOwners
{
    /// <summary>Null when there is no such run.</summary>
    Task<SandboxOwner?> FindAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>Keeps the run from being worked on until disposed; null when somebody works on it.</summary>
    Task<IAsyncDisposable?> ClaimAsync(RunId run, CancellationToken cancellationToken);

    /// <summary>The sandbox is gone: what belongs to it on the host goes too.</summary>
    Task ForgetAsync(RunId run, CancellationToken cancellationToken);
}
