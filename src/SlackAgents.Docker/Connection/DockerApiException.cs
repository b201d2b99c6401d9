using System.Net;

namespace SlackAgents.Docker.Connection;

/// <summary>The engine answered a call with an error.</summary>
internal class DockerApiException(HttpStatusCode statusCode, string responseBody)
    : Exception($"The Docker engine answered {(int)statusCode}: {responseBody}")
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    /// <summary>The engine's own sentence, bounded.</summary>
    public string ResponseBody { get; } = responseBody;
}
