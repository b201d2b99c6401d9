using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker;
using SlackAgents.Docker.Containers;
using SlackAgents.Docker.Engine;
using SlackAgents.Docker.Sandboxes;

namespace SlackAgents.Benchmarks.Stage;

/// <summary>The machine's container engine, by the product's own client.</summary>
internal sealed class EngineStage : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private EngineStage(ServiceProvider services) => _services = services;

    public InstanceId Instance => _services.GetRequiredService<InstanceId>();

    public DockerClient Client => _services.GetRequiredService<DockerClient>();

    /// <summary>Image and limits, as configured for the product.</summary>
    public SandboxOptions Options => _services.GetRequiredService<IOptions<SandboxOptions>>().Value;

    public ISandboxEngine Sandboxes => _services.GetRequiredService<ISandboxEngine>();

    public static EngineStage Open(string instance = "bench")
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(new InstanceId(instance))
            .AddDockerSandboxes();
        services.AddOptions<SandboxOptions>().Bind(configuration.GetSection(SandboxOptions.Section));
        return new EngineStage(services.BuildServiceProvider());
    }

    /// <summary>How many sandboxes of an installation run now.</summary>
    public async Task<int> CountRunningAsync(string instance, CancellationToken cancellationToken) =>
        (await ListAsync(instance, all: false, cancellationToken)).Count;

    /// <summary>Removes every sandbox of an installation.</summary>
    public async Task RemoveAllAsync(string instance, CancellationToken cancellationToken)
    {
        var listed = await ListAsync(instance, all: true, cancellationToken);
        await Parallel.ForEachAsync(
            listed,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (container, token) => await Sandboxes.RemoveAsync(new SandboxId(container.ID), token));
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private Task<IReadOnlyList<ContainerListResponse>> ListAsync(string instance, bool all, CancellationToken cancellationToken)
    {
        var filters = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["label"] = [$"{SandboxLabels.Instance}={instance}"] };
        return Client.Containers.ListContainersAsync(new ContainersListParameters(all, filters), cancellationToken);
    }
}
