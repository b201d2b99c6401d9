using SlackAgents.Docker.Connection;

namespace SlackAgents.Docker.Images;

/// <summary>The engine's image calls, named as in Docker.DotNet. Images are built by <c>scripts/sandbox-image</c>, never pulled here.</summary>
internal sealed class ImageOperations(DockerConnection connection)
{
    /// <exception cref="DockerImageNotFoundException">The engine does not have it.</exception>
    public Task<ImageInspectResponse> InspectImageAsync(string name, CancellationToken cancellationToken) =>
        // Slashes and colons belong to the name and stay; everything else could leave the path.
        connection.GetAsync<ImageInspectResponse>(
            $"images/{Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal)}/json",
            cancellationToken);
}
