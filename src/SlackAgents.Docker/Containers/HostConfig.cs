namespace SlackAgents.Docker.Containers;

/// <summary>The part of a container's configuration that concerns the host: isolation, limits, mounts.</summary>
internal sealed record HostConfig
{
    public string? NetworkMode { get; init; }

    public IReadOnlyList<string>? CapDrop { get; init; }

    public IReadOnlyList<string>? SecurityOpt { get; init; }

    public bool Privileged { get; init; }

    public bool ReadonlyRootfs { get; init; }

    /// <value>Puts the engine's init above the main process: it reaps, and ends the container with its child.</value>
    public bool Init { get; init; }

    public string? IpcMode { get; init; }

    public string? Runtime { get; init; }

    public long? PidsLimit { get; init; }

    /// <value>Bytes.</value>
    public long? Memory { get; init; }

    /// <value>Bytes of memory and swap together; equal to <see cref="Memory"/> means no swap.</value>
    public long? MemorySwap { get; init; }

    /// <value>Billionths of a CPU.</value>
    public long? NanoCpus { get; init; }

    public IReadOnlyList<Ulimit>? Ulimits { get; init; }

    /// <value>Mount point → options.</value>
    public IReadOnlyDictionary<string, string>? Tmpfs { get; init; }

    public IReadOnlyList<Mount>? Mounts { get; init; }

    public LogConfig? LogConfig { get; init; }
}
