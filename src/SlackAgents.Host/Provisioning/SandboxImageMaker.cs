using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;

namespace SlackAgents.Host.Provisioning;

/// <summary>Makes sandbox images with <c>scripts/sandbox-image</c>, each once however many runs wait for it.</summary>
internal sealed partial class SandboxImageMaker(
    SandboxImageScript script,
    IOptions<ProvisioningOptions> provisioning,
    IOptions<DockerOptions> docker,
    IHostApplicationLifetime lifetime,
    ILogger<SandboxImageMaker> logger) : ISandboxImageMaker
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _running = new(StringComparer.Ordinal);

    /// <summary>Whether this installation makes its images itself.</summary>
    public bool IsOn => provisioning.Value.AutoBuild && script.Exists;

    public async Task<string?> EnsureAsync(string image, string? harness, CancellationToken cancellationToken)
    {
        var command = $"{SandboxImageScript.RelativePath}{(harness is null ? string.Empty : " --harness " + harness)} --tag {image}";
        if (!IsOn)
        {
            return script.Exists ? $"Run {command}, or set Sandbox:AutoBuild to true." : $"Run {command} in a checkout of the project, on this engine.";
        }

        // The build does not end with the run that asked first: another one may wait for it, and the next finds its result.
        var build = _running.GetOrAdd(image, name => new Lazy<Task<string?>>(() => MakeAsync(name, harness)));
        return await build.Value.WaitAsync(cancellationToken);
    }

    private async Task<string?> MakeAsync(string image, string? harness)
    {
        try
        {
            var failure = await script.RunAsync(image, harness, docker.Value.Endpoint, line => Log.Progress(logger, line), lifetime.ApplicationStopping);
            if (failure is not null)
            {
                Log.Failed(logger, failure);
            }

            return failure;
        }
        finally
        {
            _running.TryRemove(image, out _);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Sandbox image: {Line}")]
        public static partial void Progress(ILogger logger, string line);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Failure}")]
        public static partial void Failed(ILogger logger, string failure);
    }
}
