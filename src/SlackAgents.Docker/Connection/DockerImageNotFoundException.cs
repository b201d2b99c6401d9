using System.Net;

namespace SlackAgents.Docker.Connection;

/// <summary>The engine does not have the image.</summary>
internal sealed class DockerImageNotFoundException(string responseBody) : DockerApiException(HttpStatusCode.NotFound, responseBody);
