namespace SlackAgents.Core.Sandboxes;

/// <summary>What the engine says about a sandbox.</summary>
/// <param name="WrittenBytes">Bytes in the container's own layer; null unless asked for.</param>
internal sealed record SandboxStatus(
    SandboxState State,
    int? ExitCode,
    bool OutOfMemory,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    long? WrittenBytes);
