using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Engine;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>Sandboxes as containers of a Docker engine, over its API; no docker command line is needed.</summary>
internal sealed partial class DockerSandboxEngine(
    DockerClient client,
    OwnContainers containers,
    SandboxConversation conversation,
    SandboxFiles files,
    IOptions<SandboxOptions> options,
    ILogger<DockerSandboxEngine> logger) : ISandboxEngine
{
    private string Image => options.Value.Image;

    public Task<SandboxId> CreateAsync(SandboxSpec spec, CancellationToken cancellationToken) =>
        TranslatedAsync(() => containers.CreateAsync(spec, cancellationToken));

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
        TranslatedAsync(() => files.ExportAsync(sandbox, directory, paths, tarFile, maxBytes, cancellationToken));

    public Task ImportAsync(SandboxId sandbox, string directory, string tarFile, CancellationToken cancellationToken) => TranslatedAsync(async () =>
    {
        await files.ImportAsync(sandbox, directory, tarFile, cancellationToken);
        return true;
    });

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
        (IReadOnlyList<SandboxListing>)[.. (await containers.ListAsync(cancellationToken)).Select(SandboxStatusReader.ReadListing)]);

    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) =>
        new SandboxEngineCheck(client, options.Value).RunAsync(cancellationToken);

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
        [LoggerMessage(EventId = 3012, Level = LogLevel.Debug, Message = "Sandbox {Sandbox} is being removed already: {Reason}")]
        public static partial void RemovalInProgress(ILogger logger, SandboxId sandbox, string reason);
    }
}
