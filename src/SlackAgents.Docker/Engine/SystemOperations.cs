using SlackAgents.Docker.Connection;

namespace SlackAgents.Docker.Engine;

/// <summary>The engine's calls about itself, named as in Docker.DotNet.</summary>
internal sealed class SystemOperations(DockerConnection connection)
{
    /// <summary>One try, no repetition: whether the engine answers now.</summary>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        using var response = await connection.SendUnversionedAsync("_ping", cancellationToken);
    }

    public Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken) =>
        connection.GetAsync<VersionResponse>("version", cancellationToken);

    public Task<SystemInfoResponse> GetSystemInfoAsync(CancellationToken cancellationToken) =>
        connection.GetAsync<SystemInfoResponse>("info", cancellationToken);
}
