using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Host.Composition;
using SlackAgents.Host.Data;
using SlackAgents.Host.Provisioning;
using SlackAgents.Playground;

namespace SlackAgents.Host.Tryout;

/// <summary>
/// The product beside its stand-ins, in one process. Each session starts from nothing: people who try it out expect the
/// workspace that the page describes, and the stand-ins forget everything at the end.
/// </summary>
internal sealed class TryoutSession : IAsyncDisposable
{
    /// <summary>Port of the workspace page, when nobody names another.</summary>
    public const int PagePort = 5081;

    private static readonly string[] Folders = ["host", "playground"];

    private readonly DataDirectory _claim;

    private TryoutSession(DataDirectory claim, PlaygroundServer playground, WebApplication product)
    {
        _claim = claim;
        Playground = playground;
        Product = product;
    }

    public PlaygroundServer Playground { get; }

    public WebApplication Product { get; }

    public bool IsModelReal { get; private init; }

    /// <param name="tell">Progress, for people.</param>
    public static async Task<TryoutSession> StartAsync(TryoutRequest request, Action<string> tell, CancellationToken cancellationToken)
    {
        var configuration = ProductHost.CreateBuilder(new HostStart { Overrides = request.Overrides }).Configuration;
        var folder = Path.Combine(configuration["DataDirectory"]!, "tryout");
        var claim = DataDirectory.Open(folder);
        try
        {
            foreach (var old in Folders.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
            {
                Directory.Delete(old, recursive: true);
            }

            await MakeImageAsync(configuration, tell, cancellationToken);
            var once = request.Task is not null;
            var playground = await PlaygroundServer.StartAsync(
                new PlaygroundOptions
                {
                    Port = once ? 0 : int.TryParse(configuration["Tryout:Port"], out var port) ? port : PagePort,
                    DataDirectory = Path.Combine(folder, "playground"),
                },
                cancellationToken);
            var product = await ProductHost.BuildAsync(
                new HostStart
                {
                    Overrides = request.Overrides,
                    Fixed = TryoutSettings.Create(playground, configuration, Path.Combine(folder, "host"), once),
                    Instance = InstanceOf(folder),
                    Quiet = once,
                },
                cancellationToken);
            await product.StartAsync(cancellationToken);
            return new TryoutSession(claim, playground, product) { IsModelReal = TryoutSettings.UsesRealModel(configuration) };
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Product.StopAsync(CancellationToken.None);
        await RemoveSandboxesAsync();
        await Product.DisposeAsync();
        await Playground.DisposeAsync();
        _claim.Dispose();
    }

    /// <summary>
    /// Of the folder, not of the database that is made anew each time: so the next session's reaper finds what a killed
    /// one left on the engine, and nobody else's.
    /// </summary>
    private static InstanceId InstanceOf(string folder) =>
        new("tryout-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12]);

    private static async Task MakeImageAsync(ConfigurationManager configuration, Action<string> tell, CancellationToken cancellationToken)
    {
        var script = SandboxImageScript.Find();
        if (!script.Exists || string.Equals(configuration["Sandbox:AutoBuild"], "false", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var image = configuration["Sandbox:Image"] is { Length: > 0 } name ? name : new SandboxOptions().Image;
        var engine = configuration["Docker:Endpoint"] is { Length: > 0 } endpoint ? endpoint : new Docker.Connection.DockerOptions().Endpoint;
        if (await script.RunAsync(image, harness: null, engine, tell, cancellationToken) is { } failure)
        {
            throw new TryoutException(failure);
        }
    }

    /// <summary>A tryout leaves nothing behind: follow-ups after its end are not possible anyway.</summary>
    private async Task RemoveSandboxesAsync()
    {
        var engine = Product.Services.GetRequiredService<ISandboxEngine>();
        try
        {
            foreach (var sandbox in await engine.ListAsync(CancellationToken.None))
            {
                await engine.RemoveAsync(sandbox.Id, CancellationToken.None);
            }
        }
        catch (SandboxException exception)
        {
            await Console.Error.WriteLineAsync($"Sandboxes of this tryout may be left: {exception.Message} The next tryout removes them.");
        }
    }
}
