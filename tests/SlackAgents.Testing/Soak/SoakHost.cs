using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Host.Composition;
using SlackAgents.Host.Data;
using SlackAgents.Host.Tryout;
using SlackAgents.Playground;
using SlackAgents.Playground.Slack;
using SlackAgents.Storage;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Testing.Soak;

/// <summary>
/// The whole product as its host composes it, with Slack's stand-in before it; only what is behind the runs is scripted: sandboxes, gateway and
/// code host. So a thousand commands need neither an engine nor a model.
/// </summary>
internal sealed class SoakHost : IAsyncDisposable
{
    private readonly TempDirectory _folder;
    private readonly WebApplication _product;
    private readonly DataDirectory _data;

    private SoakHost(TempDirectory folder, PlaygroundServer playground, FakeSandboxEngine engine, WebApplication product, DataDirectory data)
    {
        _folder = folder;
        _product = product;
        _data = data;
        Playground = playground;
        Engine = engine;
    }

    public PlaygroundServer Playground { get; }

    public SlackWorkspace Slack => Playground.Slack;

    public FakeSandboxEngine Engine { get; }

    /// <summary>What the product is made of, to look at it or to put into it what no run would do in a test's time.</summary>
    public IServiceProvider Services => _product.Services;

    /// <summary>Where its pages are.</summary>
    public Uri Address => new(_product.Urls.First());

    /// <inheritdoc cref="StartAsync(SlackSettings, IReadOnlyDictionary{string, string}, Action{IServiceCollection}, CancellationToken)"/>
    public static Task<SoakHost> StartAsync(SlackSettings slack, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        StartAsync(slack, settings, _ => { }, cancellationToken);

    /// <param name="slack">The workspace.</param>
    /// <param name="settings">Configuration besides the addresses of the stand-ins.</param>
    /// <param name="change">Changes what the product is made of.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    public static async Task<SoakHost> StartAsync(SlackSettings slack, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection> change, CancellationToken cancellationToken)
    {
        var folder = new TempDirectory();
        var playground = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = folder.Combine("playground"), Slack = slack }, cancellationToken);
        var all = TryoutSettings.Create(playground, new ConfigurationBuilder().Build(), folder.Combine("host"), once: true);
        all["Sandbox:AutoBuild"] = "false";
        all["Slack:ConnectionDelay"] = "00:00:00";
        all["Defaults:Workspace:Harness"] = "robot";
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var builder = ProductHost.CreateBuilder(new HostStart { Fixed = all, Quiet = true });
        ProductHost.AddProduct(builder.Services, builder.Configuration);
        var gateway = new FakeGateway();
        var engine = new FakeSandboxEngine(gateway) { Agent = Agents.TalkAsync };
        var host = new FakeHost(folder.Combine("widgets.git"));
        builder.Services
            .Replace(ServiceDescriptor.Singleton<ISandboxEngine>(engine))
            .Replace(ServiceDescriptor.Singleton<IGateway>(gateway))
            .Replace(ServiceDescriptor.Singleton<IRepositoryHost>(host))
            .Replace(ServiceDescriptor.Singleton<IPullRequestHost>(host))
            .AddSingleton<IHarness>(new FakeHarness("robot", SteeringWay.DuringTurn));
        change(builder.Services);
        var data = DataDirectory.Open(builder.Configuration["DataDirectory"]!);
        builder.Services.AddSingleton(_ => data);
        builder.Logging.ClearProviders();
        var product = builder.Build();
        product.Services.GetRequiredService<InstallationCell>().Instance = await product.Services.GetRequiredService<StorageInitializer>().InitializeAsync(cancellationToken);
        product.MapProduct();
        await product.StartAsync(cancellationToken);
        var started = new SoakHost(folder, playground, engine, product, data);
        await playground.Slack.WaitForConnectionsAsync(1, TimeSpan.FromSeconds(60), cancellationToken);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        await _product.StopAsync(CancellationToken.None);
        await _product.DisposeAsync();
        await Playground.DisposeAsync();
        _data.Dispose();
        _folder.Dispose();
    }
}
