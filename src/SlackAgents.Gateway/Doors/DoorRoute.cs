namespace SlackAgents.Gateway.Doors;

/// <summary>Where a request wants to go. A closed family: what is none of the doors is an <see cref="UnknownRoute"/>.</summary>
internal abstract record DoorRoute;

/// <param name="Path">Path at the provider, beginning with a slash.</param>
/// <param name="Query">The query string with its question mark, or empty.</param>
internal sealed record ModelsRoute(string Provider, string Path, string Query) : DoorRoute;

/// <param name="Name">Repository name without <c>.git</c>.</param>
/// <param name="Service">Rest of the path, for example <c>info/refs</c>.</param>
internal sealed record GitRoute(string Owner, string Name, string Service, string Query) : DoorRoute;

/// <param name="Server">Name of the tool server.</param>
internal sealed record ToolsRoute(string Server) : DoorRoute;

internal sealed record WebRoute(string Target) : DoorRoute;

internal sealed record UnknownRoute : DoorRoute;
