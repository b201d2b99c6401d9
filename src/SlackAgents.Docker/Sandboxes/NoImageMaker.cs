using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>Where nobody makes images: says how a person does.</summary>
internal sealed class NoImageMaker : ISandboxImageMaker
{
    public Task<string?> EnsureAsync(string image, string? harness, CancellationToken cancellationToken) =>
        Task.FromResult<string?>($"Run scripts/sandbox-image{(harness is null ? string.Empty : " --harness " + harness)} --tag {image}.");
}
