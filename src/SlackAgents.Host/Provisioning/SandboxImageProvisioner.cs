using Microsoft.Extensions.Options;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;

namespace SlackAgents.Host.Provisioning;

/// <summary>Makes the sandbox image at the start, beside everything else; until it is there, the host is not ready.</summary>
internal sealed partial class SandboxImageProvisioner(
    SandboxImageScript script,
    IOptions<ProvisioningOptions> provisioning,
    IOptions<SandboxOptions> sandbox,
    IOptions<DockerOptions> docker,
    ILogger<SandboxImageProvisioner> logger) : BackgroundService
{
    private volatile IReadOnlyList<string> _reasons = [];

    /// <summary>Why there is no image yet; empty when it is there or is made elsewhere.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!provisioning.Value.AutoBuild || !script.Exists)
        {
            // The engine's own check says that the image is missing and how to make it.
            return;
        }

        _reasons = ["The sandbox image is being looked at or built. This takes a second, the first time a few minutes."];
        var failure = await script.RunAsync(sandbox.Value.Image, docker.Value.Endpoint, line => Log.Progress(logger, line), stoppingToken);
        if (failure is not null)
        {
            Log.Failed(logger, failure);
        }

        // Not being able to build is no reason by itself: the image may have been made elsewhere, and the engine's check tells.
        _reasons = [];
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Sandbox image: {Line}")]
        public static partial void Progress(ILogger logger, string line);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Failure}")]
        public static partial void Failed(ILogger logger, string failure);
    }
}
