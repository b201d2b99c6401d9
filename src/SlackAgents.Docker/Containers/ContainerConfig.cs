namespace SlackAgents.Docker.Containers;

/// <summary>What an inspected container was made of, as far as it is used.</summary>
internal sealed record ContainerConfig(IReadOnlyDictionary<string, string>? Labels, IReadOnlyList<string>? Env, string? Image);
