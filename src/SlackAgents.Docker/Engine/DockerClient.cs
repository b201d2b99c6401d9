using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Containers;
using SlackAgents.Docker.Images;

namespace SlackAgents.Docker.Engine;

/// <summary>A client of one engine, in the shape of Docker.DotNet's.</summary>
internal sealed class DockerClient(DockerConnection connection)
{
    public DockerEndpoint Endpoint => connection.Endpoint;

    public ContainerOperations Containers { get; } = new(connection);

    public ImageOperations Images { get; } = new(connection);

    public SystemOperations System { get; } = new(connection);
}
