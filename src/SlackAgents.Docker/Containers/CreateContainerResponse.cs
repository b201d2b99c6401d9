using System.Text.Json.Serialization;

namespace SlackAgents.Docker.Containers;

/// <summary>Answer to <c>POST /containers/create</c>.</summary>
internal sealed record CreateContainerResponse([property: JsonPropertyName("Id")] string ID, IReadOnlyList<string>? Warnings);
