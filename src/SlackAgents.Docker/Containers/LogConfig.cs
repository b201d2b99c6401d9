namespace SlackAgents.Docker.Containers;

/// <summary>Where the engine keeps the output.</summary>
internal sealed record LogConfig(string Type, IReadOnlyDictionary<string, string> Config);
