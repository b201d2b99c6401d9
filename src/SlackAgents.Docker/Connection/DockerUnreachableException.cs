namespace SlackAgents.Docker.Connection;

/// <summary>No answer from the engine: it does not run, this user may not connect, or it went away in the middle.</summary>
internal sealed class DockerUnreachableException(DockerEndpoint endpoint, Exception inner)
    : Exception($"The Docker engine at {endpoint} does not answer ({inner.GetBaseException().Message}).", inner)
{
    public DockerEndpoint Endpoint { get; } = endpoint;
}
