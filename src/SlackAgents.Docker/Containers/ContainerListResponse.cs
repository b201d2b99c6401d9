using System.Text.Json.Serialization;

namespace SlackAgents.Docker.Containers;

/// <summary>One element of <c>GET /containers/json</c>.</summary>
/// <param name="Created">Seconds since 1970.</param>
/// <param name="State">As <see cref="ContainerState.Status"/>.</param>
internal sealed record ContainerListResponse(
    [property: JsonPropertyName("Id")] string ID,
    IReadOnlyList<string>? Names,
    string? Image,
    IReadOnlyDictionary<string, string>? Labels,
    string State,
    long Created);
