using System.Text.Json.Serialization;

namespace SlackAgents.Docker.Containers;

/// <summary>Body of <c>POST /containers/create</c>. Only what this product sets; the engine's defaults hold for the rest.</summary>
internal sealed record CreateContainerParameters
{
    /// <value>Goes into the query, not the body. A name that is in use answers 409.</value>
    [JsonIgnore]
    public string? Name { get; init; }

    public required string Image { get; init; }

    public IReadOnlyList<string>? Cmd { get; init; }

    public IReadOnlyList<string>? Env { get; init; }

    public string? User { get; init; }

    public string? WorkingDir { get; init; }

    public string? Hostname { get; init; }

    public bool OpenStdin { get; init; }

    /// <value>With true the first client that leaves would end stdin for all.</value>
    public bool StdinOnce { get; init; }

    public bool Tty { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public HostConfig? HostConfig { get; init; }
}
