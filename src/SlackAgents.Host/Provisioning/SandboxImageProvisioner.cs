using Microsoft.Extensions.Options;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Host.Provisioning;

/// <summary>Makes the sandbox image at the start, beside everything else; until it is there, the host is not ready.</summary>
internal sealed class SandboxImageProvisioner(SandboxImageMaker maker, IOptions<SandboxOptions> sandbox) : BackgroundService
{
    private volatile IReadOnlyList<string> _reasons = [];

    /// <summary>Why there is no image yet; empty when it is there or is made elsewhere.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!maker.IsOn)
        {
            // The engine's own check says that the image is missing and how to make it.
            return;
        }

        _reasons = ["The sandbox image is being looked at or built. This takes a second, the first time a few minutes."];
        await maker.EnsureAsync(sandbox.Value.Image, harness: null, stoppingToken);

        // Not being able to build is no reason by itself: the image may have been made elsewhere, and the engine's check tells.
        _reasons = [];
    }
}
