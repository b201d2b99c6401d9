using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker;
using SlackAgents.Docker.Engine;

namespace SlackAgents.IntegrationTests.Docker;

/// <summary>
/// What tests of real sandboxes share: the product's own registration on the local engine, a run directory with a
/// socket, and removal of every container that a test made.
/// </summary>
[Parallelizable(ParallelScope.Fixtures)]
internal abstract class SandboxTests
{
    private readonly InstanceId _instance = new("test-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
    private ServiceProvider _services = null!;
    private Socket _gateway = null!;

    protected ISandboxEngine Engine { get; private set; } = null!;

    protected DockerClient Client => _services.GetRequiredService<DockerClient>();

    protected string RunDirectory { get; private set; } = null!;

    protected RunId Run { get; private set; }

    protected static CancellationToken Limit => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public void StartServices()
    {
        Run = RunId.New();
        // Short: the address of a Unix socket has at most 107 bytes.
        RunDirectory = Path.Combine(Path.GetTempPath(), "sbx-" + Run);
        Directory.CreateDirectory(RunDirectory);
        UseOptions([]);
    }

    [TearDown]
    public async Task CleanUpAsync()
    {
        foreach (var listing in await Engine.ListAsync(CancellationToken.None))
        {
            await Engine.RemoveAsync(listing.Id, CancellationToken.None);
        }

        _gateway?.Dispose();
        await _services.DisposeAsync();
        Directory.Delete(RunDirectory, recursive: true);
    }

    /// <summary>Builds the engine anew with these settings over the defaults.</summary>
    protected void UseOptions(Dictionary<string, string?> settings, InstanceId? instance = null)
    {
        settings["Sandbox:Image"] = settings.GetValueOrDefault("Sandbox:Image", DockerSetUp.Image);
        var services = new ServiceCollection().AddLogging().AddSingleton(instance ?? _instance).AddDockerSandboxes();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddOptions<SandboxOptions>().BindConfiguration(SandboxOptions.Section);
        _services?.Dispose();
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Engine = _services.GetRequiredService<ISandboxEngine>();
    }

    /// <summary>A socket that nobody serves; enough for turns without a repository.</summary>
    protected void ListenOnGatewaySocket()
    {
        _gateway?.Dispose();
        var path = Path.Combine(RunDirectory, "gateway.sock");
        File.Delete(path);
        _gateway = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _gateway.Bind(new UnixDomainSocketEndPoint(path));
        _gateway.Listen();
    }

    protected SandboxSpec Spec(Dictionary<string, string>? environment = null) =>
        new(Run, RunDirectory, environment ?? new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Runs a shell script as the harness of a new sandbox's first turn, to its end.</summary>
    protected async Task<TurnResult> RunScriptAsync(string script)
    {
        var sandbox = await StartScriptAsync(script);
        return await FinishAsync(sandbox);
    }

    protected Task<SandboxId> StartScriptAsync(string script) => StartAsync(new TurnFolder { Argv = ["bash", "-c", script] });

    protected async Task<SandboxId> StartAsync(TurnFolder turn)
    {
        if (!File.Exists(Path.Combine(RunDirectory, "gateway.sock")))
        {
            ListenOnGatewaySocket();
        }

        turn.Write(RunDirectory);
        var sandbox = await Engine.CreateAsync(Spec(), Limit);
        await Engine.StartAsync(sandbox, Limit);
        return sandbox;
    }

    protected async Task<TurnResult> FinishAsync(SandboxId sandbox, OutputCursor? after = null)
    {
        var lines = new List<OutputLine>();
        await foreach (var line in Engine.ReadOutputAsync(sandbox, after, Limit))
        {
            lines.Add(line);
        }

        return new TurnResult(sandbox, lines, await Engine.InspectAsync(sandbox, measure: false, Limit));
    }

    /// <summary>Reads until a line with this text, and gives the cursor after it.</summary>
    protected async Task<OutputCursor> ReadUntilAsync(SandboxId sandbox, string text)
    {
        await foreach (var line in Engine.ReadOutputAsync(sandbox, null, Limit))
        {
            if (line.Text.Contains(text, StringComparison.Ordinal))
            {
                return line.Cursor;
            }
        }

        throw new AssertionException($"The output ended before '{text}'.");
    }
}
