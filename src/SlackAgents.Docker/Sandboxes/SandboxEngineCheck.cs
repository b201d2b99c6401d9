using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Engine;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>Looks for what would keep a sandbox from starting, or make it weaker than promised.</summary>
internal sealed class SandboxEngineCheck(DockerClient client, SandboxOptions options)
{
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            // One try first: a person who asks what is wrong should not wait for all repetitions.
            await client.System.PingAsync(cancellationToken);
            var info = await client.System.GetSystemInfoAsync(cancellationToken);
            return [.. Problems(info), .. await ImageProblemsAsync(cancellationToken)];
        }
        catch (Exception exception) when (EngineFailure.IsKnown(exception))
        {
            return [EngineFailure.Translate(exception, options.Image).Message];
        }
    }

    private IEnumerable<string> Problems(SystemInfoResponse info)
    {
        if (info.OSType is { } system && system != "linux")
        {
            yield return $"The engine runs {system} containers. Switch it to Linux containers.";
        }

        if (info.SecurityOptions?.Any(option => option.StartsWith("name=seccomp", StringComparison.Ordinal)) != true)
        {
            yield return "The engine has no seccomp, so system calls of agents could not be filtered. Use a kernel and an engine with seccomp.";
        }

        if (!info.MemoryLimit || !info.PidsLimit)
        {
            yield return "The engine cannot limit memory or processes. Enable the memory and pids control groups on its host.";
        }

        if (!string.IsNullOrWhiteSpace(options.Runtime) && info.Runtimes?.ContainsKey(options.Runtime) != true)
        {
            yield return $"The engine has no runtime '{options.Runtime}'. Add it to the engine's daemon.json, or unset Sandbox:Runtime.";
        }
    }

    private async Task<IReadOnlyList<string>> ImageProblemsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.Images.InspectImageAsync(options.Image, cancellationToken);
            return [];
        }
        catch (DockerImageNotFoundException exception)
        {
            return [EngineFailure.Translate(exception, options.Image).Message];
        }
    }
}
