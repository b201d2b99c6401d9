namespace SlackAgents.Docker.Engine;

/// <summary>Answer to <c>GET /version</c>, as far as it is used.</summary>
internal sealed record VersionResponse(string Version, string ApiVersion, string? Os, string? Arch, string? KernelVersion);
