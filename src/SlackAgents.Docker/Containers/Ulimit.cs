namespace SlackAgents.Docker.Containers;

/// <summary>A resource limit of each process, such as <c>nofile</c>.</summary>
internal sealed record Ulimit(string Name, long Soft, long Hard);
