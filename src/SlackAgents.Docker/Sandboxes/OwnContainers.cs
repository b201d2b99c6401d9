using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Containers;
using SlackAgents.Docker.Engine;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>The containers of this installation: at most one for each run, found by its name, owned by its labels.</summary>
internal sealed partial class OwnContainers(
    DockerClient client,
    SandboxImages images,
    SandboxInput input,
    IOptions<SandboxOptions> options,
    InstanceId instance,
    ILogger<OwnContainers> logger)
{
    /// <summary>The name may be taken between the look and the making; not for ever.</summary>
    private const int Tries = 3;

    public async Task<SandboxId> CreateAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        for (var rest = Tries; ; rest--)
        {
            // Made by an earlier turn, by an earlier try whose answer was lost, or by the process before us.
            if (await FindAsync(spec.Run, cancellationToken) is { } found)
            {
                if (await SuitsAsync(found, spec.Harness, cancellationToken))
                {
                    Log.Found(logger, spec.Run, found.ID);
                    return new SandboxId(found.ID);
                }

                await ReplaceAsync(spec, found, cancellationToken);
            }

            var image = await images.ChooseAsync(spec.Harness, cancellationToken);
            try
            {
                var created = await client.Containers.CreateContainerAsync(SandboxContainerFactory.Create(spec, options.Value, instance, image), cancellationToken);
                Log.Created(logger, spec.Run, created.ID, image);
                return new SandboxId(created.ID);
            }
            catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict && rest > 1)
            {
                Log.Taken(logger, spec.Run, exception.ResponseBody);
            }
            catch (DockerImageNotFoundException exception)
            {
                throw EngineFailure.Translate(exception, image);
            }
        }
    }

    public Task<IReadOnlyList<ContainerListResponse>> ListAsync(CancellationToken cancellationToken)
    {
        var filters = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["label"] = [$"{SandboxLabels.Instance}={instance.Value}"],
        };
        return client.Containers.ListContainersAsync(new ContainersListParameters(All: true, filters), cancellationToken);
    }

    private async Task<ContainerInspectResponse?> FindAsync(RunId run, CancellationToken cancellationToken)
    {
        var name = SandboxContainerFactory.NameOf(run);
        ContainerInspectResponse found;
        try
        {
            found = await client.Containers.InspectContainerAsync(name, size: false, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }

        return Label(found, SandboxLabels.Instance) == instance.Value && Label(found, SandboxLabels.Run) == run.Value
            ? found
            : throw new SandboxException(
                SandboxFailure.Refused,
                $"A container named {name} exists on the engine and is not of this installation. Remove it (docker rm -f {name}), then retry the run.");
    }

    /// <summary>Whether a sandbox has the agent CLI. Its container carries the labels of its image.</summary>
    private async Task<bool> SuitsAsync(ContainerInspectResponse container, string? harness, CancellationToken cancellationToken) =>
        harness is null
        || string.Equals(Label(container, SandboxLabels.Harness), harness, StringComparison.OrdinalIgnoreCase)
        || (ImageHarnesses.Holds(container.Config?.Labels, harness) ?? container.Config?.Image == await images.NameAsync(harness, cancellationToken));

    private async Task ReplaceAsync(SandboxSpec spec, ContainerInspectResponse container, CancellationToken cancellationToken)
    {
        Log.Replacing(logger, spec.Run, container.ID, container.Config?.Image, spec.Harness);
        // First the new image, or there is nothing to put in its place.
        await images.ChooseAsync(spec.Harness, cancellationToken);
        input.Forget(new SandboxId(container.ID));
        try
        {
            await client.Containers.RemoveContainerAsync(container.ID, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // Somebody else did what this call wants.
        }
    }

    private static string? Label(ContainerInspectResponse container, string name) => container.Config?.Labels?.GetValueOrDefault(name);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Created sandbox {Container} for run {Run} of {Image}")]
        public static partial void Created(ILogger logger, RunId run, string container, string image);

        [LoggerMessage(EventId = 3011, Level = LogLevel.Information, Message = "Run {Run} has sandbox {Container} already")]
        public static partial void Found(ILogger logger, RunId run, string container);

        [LoggerMessage(EventId = 3013, Level = LogLevel.Information, Message = "Run {Run}: sandbox {Container} of {Image} is replaced, {Harness} is not in it")]
        public static partial void Replacing(ILogger logger, RunId run, string container, string? image, string? harness);

        [LoggerMessage(EventId = 3014, Level = LogLevel.Debug, Message = "Run {Run}: looking for its sandbox again: {Reason}")]
        public static partial void Taken(ILogger logger, RunId run, string reason);
    }
}
