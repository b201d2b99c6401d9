namespace SlackAgents.Docker.Containers;

/// <summary>
/// Something of the host inside the container. Unlike a "bind" string it cannot be misread when a path holds a colon,
/// and a source that is missing is an error instead of a new directory of root's.
/// </summary>
internal sealed record Mount(string Type, string Source, string Target, bool ReadOnly);
