using System.Globalization;
using System.Net;
using System.Text.Json;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Streams;

namespace SlackAgents.Docker.Containers;

/// <summary>
/// The engine's container calls, named as in Docker.DotNet. A 304 ("already so") is success and answers false.
/// </summary>
internal sealed class ContainerOperations(DockerConnection connection)
{
    /// <summary>Not repeated by itself: the first try may have made the container although its answer was lost.</summary>
    public async Task<CreateContainerResponse> CreateContainerAsync(CreateContainerParameters parameters, CancellationToken cancellationToken)
    {
        var query = parameters.Name is { } name ? $"?name={Uri.EscapeDataString(name)}" : string.Empty;
        using var response = await connection.SendAsync(HttpMethod.Post, $"containers/create{query}", parameters, cancellationToken);
        return await DockerConnection.ReadAsync<CreateContainerResponse>(response, cancellationToken);
    }

    /// <returns>False if it ran already.</returns>
    public Task<bool> StartContainerAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Post, $"containers/{Escape(id)}/start", null, cancellationToken);

    /// <summary>SIGTERM, then SIGKILL after <paramref name="grace"/> (whole seconds).</summary>
    /// <returns>False if it did not run.</returns>
    public Task<bool> StopContainerAsync(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        var seconds = (int)Math.Ceiling(Math.Max(0, grace.TotalSeconds));
        // The answer comes when the container is down, so the grace comes on top of the usual time limit.
        return ChangeAsync(
            HttpMethod.Post, Invariant($"containers/{Escape(id)}/stop?t={seconds}"), TimeSpan.FromSeconds(seconds + 60), cancellationToken);
    }

    /// <exception cref="DockerApiException">409: it does not run.</exception>
    public Task<bool> KillContainerAsync(string id, string signal, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Post, $"containers/{Escape(id)}/kill?signal={Uri.EscapeDataString(signal)}", null, cancellationToken);

    /// <summary>Answers when the container does not run (any more), however long that takes.</summary>
    public async Task<ContainerWaitResponse> WaitContainerAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await connection.SendUnlimitedAsync(
            HttpMethod.Post, $"containers/{Escape(id)}/wait?condition=not-running", cancellationToken);
        return await DockerConnection.ReadAsync<ContainerWaitResponse>(response, cancellationToken);
    }

    /// <param name="size">Also count the bytes in the container's own layer; the engine walks over all files for it.</param>
    public Task<ContainerInspectResponse> InspectContainerAsync(string id, bool size, CancellationToken cancellationToken) =>
        connection.GetAsync<ContainerInspectResponse>($"containers/{Escape(id)}/json{(size ? "?size=1" : "")}", cancellationToken);

    public Task<IReadOnlyList<ContainerListResponse>> ListContainersAsync(ContainersListParameters parameters, CancellationToken cancellationToken)
    {
        var filters = Uri.EscapeDataString(JsonSerializer.Serialize(parameters.Filters, DockerConnection.Json));
        return connection.GetAsync<IReadOnlyList<ContainerListResponse>>(
            $"containers/json?all={(parameters.All ? 1 : 0)}&filters={filters}", cancellationToken);
    }

    /// <summary>Kills if need be and removes, with its anonymous volumes.</summary>
    /// <exception cref="DockerContainerNotFoundException">It is gone already.</exception>
    public Task<bool> RemoveContainerAsync(string id, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Delete, $"containers/{Escape(id)}?force=1&v=1", null, cancellationToken);

    /// <summary>Opens the output, stdout and stderr multiplexed. Dispose to leave.</summary>
    public async Task<MultiplexedStream> GetContainerLogsAsync(string id, ContainerLogsParameters parameters, CancellationToken cancellationToken)
    {
        var since = parameters.Since is { } from ? $"&since={from}" : string.Empty;
        var response = await connection.OpenAsync(
            $"containers/{Escape(id)}/logs?stdout=1&stderr=1&timestamps=1&follow={(parameters.Follow ? 1 : 0)}{since}", cancellationToken);
        return new MultiplexedStream(await response.Content.ReadAsStreamAsync(cancellationToken), response);
    }

    /// <summary>Opens the container's stdin. The container must run, else the engine would wait for its start.</summary>
    public async Task<HijackedStream> AttachContainerAsync(string id, CancellationToken cancellationToken)
    {
        var prefix = await connection.GetVersionPrefixAsync(cancellationToken);
        return await HijackedStream.OpenAsync(
            connection.Endpoint, $"/{prefix}/containers/{Escape(id)}/attach?stream=1&stdin=1", cancellationToken);
    }

    /// <summary>A tar archive of a file or folder, running or not. Dispose to leave.</summary>
    /// <exception cref="DockerApiException">404: there is no such path.</exception>
    public async Task<Stream> GetArchiveFromContainerAsync(string id, string path, CancellationToken cancellationToken)
    {
        var response = await connection.OpenAsync($"containers/{Escape(id)}/archive?path={Uri.EscapeDataString(path)}", cancellationToken);
        // The stream ends the answer when it is disposed of.
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <summary>Unpacks a tar archive into a folder that is there, with the owners that the archive names.</summary>
    public async Task ExtractArchiveToContainerAsync(string id, string path, Stream tar, CancellationToken cancellationToken)
    {
        using var response = await connection.SendStreamAsync(
            HttpMethod.Put, $"containers/{Escape(id)}/archive?path={Uri.EscapeDataString(path)}&noOverwriteDirNonDir=true", tar, cancellationToken);
    }

    private async Task<bool> ChangeAsync(HttpMethod method, string path, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var response = await connection.SendIdempotentAsync(method, path, timeout, cancellationToken);
        return response.StatusCode != HttpStatusCode.NotModified;
    }

    private static string Escape(string id) => Uri.EscapeDataString(id);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
