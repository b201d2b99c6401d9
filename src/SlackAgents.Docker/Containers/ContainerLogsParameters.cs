namespace SlackAgents.Docker.Containers;

/// <summary>Which output to read. Each line begins with its time and a space.</summary>
/// <param name="Follow">Stay until the container stops.</param>
/// <param name="Since">Seconds and nanoseconds since 1970, inclusive, as <c>1700000000.000000000</c>; null for all.</param>
internal sealed record ContainerLogsParameters(bool Follow, string? Since);
