using System.Globalization;

namespace SlackAgents.Docker.Connection;

/// <summary>
/// Finds out, once, which version of the API both sides speak: the engine names its newest in the header
/// <c>Api-Version</c> of <c>GET /_ping</c> (docs.docker.com/reference/api/engine/version/v1.41).
/// </summary>
internal sealed class ApiVersionNegotiation(DockerConnection connection)
{
    /// <summary>The oldest version that has all we use: Docker 20.10.</summary>
    public const int OldestMinor = 41;

    /// <summary>The newest version that this client was tried with: Docker 28.</summary>
    public const int NewestMinor = 51;

    // Written by whoever asks first; two askers at the same time find the same answer, so no lock is needed.
    private volatile string? _prefix;

    public async Task<string> GetPrefixAsync(CancellationToken cancellationToken)
    {
        if (_prefix is { } known)
        {
            return known;
        }

        using var response = await connection.SendUnversionedAsync("_ping", cancellationToken);
        var offered = response.Headers.TryGetValues("Api-Version", out var values) ? values.FirstOrDefault() : null;
        return _prefix = Choose(offered);
    }

    /// <exception cref="DockerApiException">The engine is too old, or something else answered.</exception>
    public static string Choose(string? offered)
    {
        if (!Version.TryParse(offered, out var version) || version.Major != 1)
        {
            throw new DockerApiException(System.Net.HttpStatusCode.OK, "no Docker engine answers there: its answer to /_ping names no API version 1.x.");
        }

        if (version.Minor < OldestMinor)
        {
            throw new DockerApiException(
                System.Net.HttpStatusCode.OK, $"its API version is {offered}, and 1.{OldestMinor} (Docker 20.10) is the oldest supported. Update the engine.");
        }

        return string.Create(CultureInfo.InvariantCulture, $"v1.{Math.Min(version.Minor, NewestMinor)}");
    }
}
