using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Gateway;

namespace SlackAgents.Benchmarks.Cloning;

/// <summary>The product's gateway with one open door, and a forwarder in front of it as the sandbox has one.</summary>
internal sealed class GitDoorStage : IAsyncDisposable
{
    private static readonly RepositoryName Repository = RepositoryName.Parse("acme/sample");

    private readonly ServiceProvider _services;
    private readonly IAsyncDisposable _door;
    private readonly SocketRelay _forwarder;

    private GitDoorStage(ServiceProvider services, IAsyncDisposable door, SocketRelay forwarder)
    {
        _services = services;
        _door = door;
        _forwarder = forwarder;
    }

    public string CloneUrl => $"http://127.0.0.1:{_forwarder.Port}/git/{Repository}.git";

    public static async Task<GitDoorStage> OpenAsync(string folder, string mirror, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new SecretRegistry(TimeProvider.System))
            .AddGateway()
            .BuildServiceProvider();
        var server = services.GetRequiredService<GatewayServer>();
        await ((IHostedService)server).StartAsync(cancellationToken);
        var run = RunId.New();
        var directory = new RunFolders(new RepositoryStorage(folder)).Open(run);
        var quarantine = Path.Combine(folder, "quarantine.git");
        await Shell.RunAsync(null, "git", ["init", "--quiet", "--bare", quarantine], cancellationToken);
        var door = await server.OpenAsync(
            new GatewaySession
            {
                Run = run,
                RunDirectory = directory,
                Repository = Repository,
                Mirror = Task.FromResult(mirror),
                Quarantine = Task.FromResult(quarantine),
                Branch = $"agent/{run}-bench",
                Observer = new SilentObserver(),
            },
            cancellationToken);
        return new GitDoorStage(services, door, SocketRelay.ToSocket(Path.Combine(directory, GatewayAddress.SocketName)));
    }

    public async ValueTask DisposeAsync()
    {
        await _forwarder.DisposeAsync();
        await _door.DisposeAsync();
        await _services.DisposeAsync();
    }
}
