using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Gateway;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>A real gateway with its own folder of runs.</summary>
internal sealed class GatewayRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IDisposable> _forwarders = [];

    private GatewayRig(ServiceProvider services, string root)
    {
        _services = services;
        Root = root;
        Server = services.GetRequiredService<GatewayServer>();
    }

    public GatewayServer Server { get; }

    public string Root { get; }

    public static async Task<GatewayRig> StartAsync(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
            .Build();
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddGateway()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var rig = new GatewayRig(services, Directory.CreateTempSubdirectory("sa-gw-").FullName);
        await rig.Server.StartAsync(CancellationToken.None);
        return rig;
    }

    public string NewDirectory(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;

    /// <summary>A session without repository behind it, for tests of the other doors.</summary>
    public GatewaySession NewSession(RecordingObserver observer, string? directory = null)
    {
        var run = RunId.New();
        return new GatewaySession
        {
            Run = run,
            RunDirectory = directory ?? NewDirectory(run.Value),
            Repository = RepositoryName.Parse("acme/widgets"),
            Mirror = Task.FromResult(Root),
            Quarantine = Task.FromResult(Root),
            Branch = $"agent/{run}-test",
            Observer = observer,
        };
    }

    /// <summary>A port on loopback that leads to a run's door.</summary>
    public TcpForwarder Forward(GatewaySession session)
    {
        var forwarder = new TcpForwarder(Path.Combine(session.RunDirectory, GatewayAddress.SocketName));
        _forwarders.Add(forwarder);
        return forwarder;
    }

    public static async Task<Socket> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        _forwarders.ForEach(forwarder => forwarder.Dispose());
        await _services.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
