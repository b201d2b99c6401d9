using System.Text.Json.Serialization;
using SlackAgents.Docker.Containers;

namespace SlackAgents.Docker.Images;

/// <summary>Answer to <c>GET /images/{name}/json</c>, as far as it is used.</summary>
internal sealed record ImageInspectResponse([property: JsonPropertyName("Id")] string ID, long Size, string? Architecture, ContainerConfig? Config);
