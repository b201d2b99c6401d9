using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Containers;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>Reads the engine's states as those of a sandbox.</summary>
internal static class SandboxStatusReader
{
    public static SandboxStatus Missing { get; } = new(SandboxState.Missing, null, false, null, null, null);

    public static SandboxStatus Read(ContainerInspectResponse container)
    {
        var state = StateOf(container.State.Status);
        return new SandboxStatus(
            state,
            state == SandboxState.Exited ? container.State.ExitCode : null,
            container.State.OOMKilled,
            TimeOf(container.State.StartedAt),
            state == SandboxState.Exited ? TimeOf(container.State.FinishedAt) : null,
            container.SizeRw);
    }

    public static SandboxListing ReadListing(ContainerListResponse container) => new(
        new SandboxId(container.ID),
        container.Labels is { } labels && labels.TryGetValue(SandboxLabels.Run, out var label) && RunId.TryParse(label, out var run) ? run : null,
        StateOf(container.State),
        DateTimeOffset.FromUnixTimeSeconds(container.Created));

    /// <summary>A paused container is running; one that is dead or half removed has ended.</summary>
    private static SandboxState StateOf(string status) => status switch
    {
        "created" => SandboxState.Created,
        "running" or "paused" or "restarting" => SandboxState.Running,
        _ => SandboxState.Exited,
    };

    /// <summary>What did not happen yet is in the year 1.</summary>
    private static DateTimeOffset? TimeOf(DateTimeOffset time) => time.Year > 1 ? time : null;
}
