using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Sandboxes;

/// <summary>The wall to the container engine. The container is the run; starting it is a turn.</summary>
internal interface ISandboxEngine
{
    /// <summary>
    /// Makes the sandbox of a run, or returns the one that it already has. One that lacks <see cref="SandboxSpec.Harness"/> is
    /// removed with its files, and a new one made.
    /// </summary>
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

    /// <summary>
    /// Copies files and folders out of a sandbox, running or not, into one tar file on the host. The file is made by the
    /// sandbox's engine of what the agent wrote: it is kept and given back, never unpacked on the host.
    /// </summary>
    /// <param name="directory">Absolute, for example <c>/home/agent</c>; entries of the tar are relative to it.</param>
    /// <param name="paths">Relative to <paramref name="directory"/>; those that are missing are left out.</param>
    /// <param name="maxBytes">More than this, and nothing is kept.</param>
    /// <returns>Bytes written, 0 when none of the paths is there, null when it was too much.</returns>
    Task<long?> ExportAsync(SandboxId sandbox, string directory, IReadOnlyList<string> paths, string tarFile, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Unpacks such a file in a sandbox that was made and not yet started, owned by the sandbox's user.</summary>
    Task ImportAsync(SandboxId sandbox, string directory, string tarFile, CancellationToken cancellationToken);

    /// <summary>Removes the sandbox and its files. One that is missing is a success.</summary>
    Task RemoveAsync(SandboxId sandbox, CancellationToken cancellationToken);

    /// <summary>All sandboxes of this installation.</summary>
    Task<IReadOnlyList<SandboxListing>> ListAsync(CancellationToken cancellationToken);

    /// <summary>What keeps sandboxes from starting, as sentences with the next step; empty when all is well.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken);
}
