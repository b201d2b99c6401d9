using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing;

namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>An agent CLI taken out of its image, to be run as a plain process of this machine: the same files, another place.</summary>
internal sealed class OutsideCli : IDisposable
{
    private const string Driver = "/opt/slackagents/driver";

    private readonly TempDirectory _folder = new();

    private OutsideCli()
    {
    }

    public string Folder => _folder.Path;

    /// <summary>Size of the image in bytes.</summary>
    public long ImageSize { get; private init; }

    public string Version { get; private init; } = string.Empty;

    public static async Task<OutsideCli> TakeAsync(string image, string harness, CancellationToken cancellationToken)
    {
        var size = long.Parse(await DockerAsync(cancellationToken, "image", "inspect", "--format", "{{.Size}}", image), System.Globalization.CultureInfo.InvariantCulture);
        var container = await DockerAsync(cancellationToken, "create", "--label", "slackagents.bench=harnesses", image);
        try
        {
            var versions = await DockerAsync(cancellationToken, "image", "inspect", "--format", "{{index .Config.Labels \"slackagents.sandbox.harnesses\"}}", image);
            var cli = new OutsideCli { ImageSize = size, Version = versions.Split(' ').First(each => each.StartsWith(harness + "=", StringComparison.Ordinal)).Split('=')[1] };
            Directory.CreateDirectory(cli._folder.Combine("bin"));
            await cli.CopyAsync(container, "/opt/" + harness, harness, cancellationToken);
            await cli.CopyAsync(container, "/opt/node", "node", cancellationToken);
            await cli.CopyAsync(container, Driver, "driver", cancellationToken);
            await cli.CopyAsync(container, "/home/agent", "home", cancellationToken);
            await cli.CopyAsync(container, "/opt/slackagents/harnesses", "harnesses", cancellationToken);
            var program = (await File.ReadAllLinesAsync(cli._folder.Combine("harnesses"), cancellationToken)).Select(line => line.Split(' ')).First(line => line[0] == harness)[2];
            File.CreateSymbolicLink(cli._folder.Combine("bin", harness), cli._folder.Combine(harness, "package", program));
            File.CreateSymbolicLink(cli._folder.Combine("bin", "node"), cli._folder.Combine("node", "package", "bin", "node"));
            return cli;
        }
        finally
        {
            await DockerAsync(CancellationToken.None, "rm", "--force", container);
        }
    }

    /// <summary>A home as the image has it: what a CLI unpacks at its very first start is there already, as in the sandbox.</summary>
    public async Task<string> NewHomeAsync(string name, CancellationToken cancellationToken)
    {
        var home = _folder.Combine("homes", name);
        Directory.CreateDirectory(_folder.Combine("homes"));
        await Shell.RunAsync(null, "cp", ["-a", _folder.Combine("home"), home], cancellationToken);
        return home;
    }

    /// <summary>The command line, led to the scripted model itself instead of the gateway, and to the driver that was taken out.</summary>
    public PlainCommand Lead(PlainCommand command, HarnessTurn turn, string model, string key)
    {
        string Led(string text) => text
            .Replace(turn.ModelsUrl, model, StringComparison.Ordinal)
            .Replace(GatewayAddress.PlaceholderKey, key, StringComparison.Ordinal)
            .Replace(Driver, _folder.Combine("driver"), StringComparison.Ordinal);
        return new PlainCommand(
            [.. command.Arguments.Select(Led)],
            Led(command.Input),
            command.Files.ToDictionary(file => file.Key, file => Led(file.Value), StringComparer.Ordinal));
    }

    public IReadOnlyDictionary<string, string> Environment(HarnessLaunch launch, HarnessTurn turn, string model, string key, string home) =>
        new Dictionary<string, string>(
            launch.Environment.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Replace(turn.ModelsUrl, model, StringComparison.Ordinal).Replace(GatewayAddress.PlaceholderKey, key, StringComparison.Ordinal))),
            StringComparer.Ordinal)
        {
            ["HOME"] = home,
            ["PATH"] = _folder.Combine("bin") + ":/usr/local/bin:/usr/bin:/bin",
            ["LANG"] = "C.UTF-8",
            ["NO_PROXY"] = "127.0.0.1,localhost",
            ["GIT_AUTHOR_NAME"] = "bench",
            ["GIT_AUTHOR_EMAIL"] = "bench@localhost",
            ["GIT_COMMITTER_NAME"] = "bench",
            ["GIT_COMMITTER_EMAIL"] = "bench@localhost",
        };

    public void Dispose() => _folder.Dispose();

    private Task<string> CopyAsync(string container, string from, string to, CancellationToken cancellationToken) =>
        DockerAsync(cancellationToken, "cp", $"{container}:{from}", _folder.Combine(to));

    private static async Task<string> DockerAsync(CancellationToken cancellationToken, params string[] arguments) =>
        (await Shell.RunAsync(null, "docker", arguments, cancellationToken)).Output.Trim();
}
