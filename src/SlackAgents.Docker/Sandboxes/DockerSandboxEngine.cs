using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Containers;
using SlackAgents.Docker.Engine;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>Sandboxes as containers of a Docker engine, over its API; no docker command line is needed.</summary>
internal sealed partial class DockerSandboxEngine(
    DockerClient client,
    SandboxConversation conversation,
    IOptions<SandboxOptions> options,
    InstanceId instance,
    ILogger<DockerSandboxEngine> logger) : ISandboxEngine
{
    private string Image => options.Value.Image;

    public Task<SandboxId> CreateAsync(SandboxSpec spec, CancellationToken cancellationToken) => TranslatedAsync(async () =>
    {
        var parameters = SandboxContainerFactory.Create(spec, options.Value, instance);
        try
        {
            var created = await client.Containers.CreateContainerAsync(parameters, cancellationToken);
            Log.Created(logger, spec.Run, created.ID);
            return new SandboxId(created.ID);
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            // The name is taken: by an earlier try whose answer was lost, or by the process before us.
            return await FindOwnAsync(spec.Run, parameters.Name!, exception, cancellationToken);
        }
    });

    public Task StartAsync(SandboxId sandbox, CancellationToken cancellationToken) =>
        TranslatedAsync(() => client.Containers.StartContainerAsync(sandbox.Value, cancellationToken));

    public async IAsyncEnumerable<OutputLine> ReadOutputAsync(
        SandboxId sandbox, OutputCursor? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = conversation.Output.ReadAsync(sandbox, after, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await TranslatedAsync(() => lines.MoveNextAsync().AsTask()))
        {
            yield return lines.Current;
        }
    }

    public Task WriteInputAsync(SandboxId sandbox, string line, CancellationToken cancellationToken) => TranslatedAsync(async () =>
    {
        await conversation.Input.WriteAsync(sandbox, line, cancellationToken);
        return true;
    });

    public Task<SandboxStatus> InspectAsync(SandboxId sandbox, bool measure, CancellationToken cancellationToken) => TranslatedAsync(async () =>
    {
        try
        {
            return SandboxStatusReader.Read(await client.Containers.InspectContainerAsync(sandbox.Value, measure, cancellationToken));
        }
        catch (DockerContainerNotFoundException)
        {
            return SandboxStatusReader.Missing;
        }
    });

    public Task StopAsync(SandboxId sandbox, TimeSpan grace, CancellationToken cancellationToken) => TranslatedAsync(async () =>
    {
        try
        {
            return await client.Containers.StopContainerAsync(sandbox.Value, grace, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            return false;
        }
    });

    public Task<long?> ExportAsync(SandboxId sandbox, string directory, IReadOnlyList<string> paths, string tarFile, long maxBytes, CancellationToken cancellationToken) =>
        Task.FromResult<long?>(0);

    public Task ImportAsync(SandboxId sandbox, string directory, string tarFile, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RemoveAsync(SandboxId sandbox, CancellationToken cancellationToken) => TranslatedAsync(async () =>
    {
        conversation.Input.Forget(sandbox);
        try
        {
            return await client.Containers.RemoveContainerAsync(sandbox.Value, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            return false;
        }
        catch (DockerApiException exception) when (exception.StatusCode == HttpStatusCode.Conflict)
        {
            // "removal … is already in progress": somebody else's call does what this one wants.
            Log.RemovalInProgress(logger, sandbox, exception.ResponseBody);
            return false;
        }
    });

    public Task<IReadOnlyList<SandboxListing>> ListAsync(CancellationToken cancellationToken) => TranslatedAsync(async () =>
    {
        var filters = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["label"] = [$"{SandboxLabels.Instance}={instance.Value}"],
        };
        var containers = await client.Containers.ListContainersAsync(new ContainersListParameters(All: true, filters), cancellationToken);
        return (IReadOnlyList<SandboxListing>)[.. containers.Select(SandboxStatusReader.ReadListing)];
    });

    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) =>
        new SandboxEngineCheck(client, options.Value).RunAsync(cancellationToken);

    private async Task<SandboxId> FindOwnAsync(RunId run, string name, DockerApiException conflict, CancellationToken cancellationToken)
    {
        var found = await client.Containers.InspectContainerAsync(name, size: false, cancellationToken);
        var labels = found.Config?.Labels;
        if (labels is null ||
            !labels.TryGetValue(SandboxLabels.Instance, out var owner) || owner != instance.Value ||
            !labels.TryGetValue(SandboxLabels.Run, out var foundRun) || foundRun != run.Value)
        {
            throw new SandboxException(
                SandboxFailure.Refused,
                $"A container named {name} exists on the engine and is not of this installation. Remove it (docker rm -f {name}), then retry the run.",
                conflict);
        }

        Log.Found(logger, run, found.ID);
        return new SandboxId(found.ID);
    }

    private async Task<T> TranslatedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (EngineFailure.IsKnown(exception))
        {
            throw EngineFailure.Translate(exception, Image);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "Created sandbox {Container} for run {Run}")]
        public static partial void Created(ILogger logger, RunId run, string container);

        [LoggerMessage(EventId = 3011, Level = LogLevel.Information, Message = "Run {Run} has sandbox {Container} already")]
        public static partial void Found(ILogger logger, RunId run, string container);

        [LoggerMessage(EventId = 3012, Level = LogLevel.Debug, Message = "Sandbox {Sandbox} is being removed already: {Reason}")]
        public static partial void RemovalInProgress(ILogger logger, SandboxId sandbox, string reason);
    }
}
