namespace SlackAgents.Docker.Engine;

/// <summary>Answer to <c>GET /info</c>, as far as it is used.</summary>
/// <param name="SecurityOptions">Such as <c>name=seccomp,profile=default</c>.</param>
/// <param name="Runtimes">By name; the values are not used.</param>
/// <param name="LiveRestoreEnabled">Whether sandboxes survive a restart of the engine.</param>
internal sealed record SystemInfoResponse(
    string ServerVersion,
    string? OSType,
    string? Driver,
    IReadOnlyList<string>? SecurityOptions,
    IReadOnlyDictionary<string, object?>? Runtimes,
    bool LiveRestoreEnabled,
    bool MemoryLimit,
    bool PidsLimit);
