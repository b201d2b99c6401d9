using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Sandboxes;

/// <summary>The wall to the container engine. The container is the run; starting it is a turn.</summary>
internal interface ISandboxEngine
{
    /// <summary>Makes the sandbox of a run, or returns the one that it already has.</summary>
    /// <exception cref="SandboxException">The engine refused, is unreachable, or the image is missing.</exception>
    Task<SandboxId> CreateAsync(SandboxSpec spec, CancellationToken cancellationToken);

    /// <summary>Starts a turn. A sandbox that already runs is left alone.</summary>
    Task StartAsync(SandboxId sandbox, CancellationToken cancellationToken);

    /// <summary>
    /// Every complete line after <paramref name="after"/>, in order, each exactly once, until the sandbox has ended and
    /// all was read. Survives a restart of the engine. Null reads from the very beginning (all turns).
    /// </summary>
    IAsyncEnumerable<OutputLine> ReadOutputAsync(SandboxId sandbox, OutputCursor? after, CancellationToken cancellationToken);

    /// <summary>Writes one line to the main process. A write is not a receipt: the harness may be gone.</summary>
    Task WriteInputAsync(SandboxId sandbox, string line, CancellationToken cancellationToken);

    /// <param name="measure">Also count written bytes, which costs the engine a walk over the files.</param>
    Task<SandboxStatus> InspectAsync(SandboxId sandbox, bool measure, CancellationToken cancellationToken);

    /// <summary>SIGTERM, and SIGKILL after <paramref name="grace"/>. A sandbox that does not run is left alone.</summary>
    Task StopAsync(SandboxId sandbox, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Removes the sandbox and its files. One that is missing is a success.</summary>
    Task RemoveAsync(SandboxId sandbox, CancellationToken cancellationToken);

    /// <summary>All sandboxes of this installation.</summary>
    Task<IReadOnlyList<SandboxListing>> ListAsync(CancellationToken cancellationToken);

    /// <summary>What keeps sandboxes from starting, as sentences with the next step; empty when all is well.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken);
}
