namespace SlackAgents.Docker.Containers;

/// <summary>State of an inspected container. Times that did not happen yet are in the year 1.</summary>
/// <param name="Status">created, running, paused, restarting, removing, exited or dead.</param>
/// <param name="Error">Why the last start failed; empty else.</param>
internal sealed record ContainerState(
    string Status,
    bool Running,
    bool OOMKilled,
    int ExitCode,
    string? Error,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt);
