using System.Text.Json.Serialization;

namespace SlackAgents.Docker.Containers;

/// <summary>Answer to <c>GET /containers/{id}/json</c>, as far as it is used.</summary>
internal sealed record ContainerInspectResponse(
    [property: JsonPropertyName("Id")] string ID,
    string? Name,
    DateTimeOffset Created,
    ContainerState State,
    ContainerConfig? Config,
    long? SizeRw);
