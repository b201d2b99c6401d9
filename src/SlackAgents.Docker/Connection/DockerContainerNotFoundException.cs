using System.Net;

namespace SlackAgents.Docker.Connection;

/// <summary>The engine does not know the container.</summary>
internal sealed class DockerContainerNotFoundException(string responseBody) : DockerApiException(HttpStatusCode.NotFound, responseBody);
