namespace SlackAgents.Docker.Containers;

/// <summary>Answer to <c>POST /containers/{id}/wait</c>.</summary>
internal sealed record ContainerWaitResponse(int StatusCode);
