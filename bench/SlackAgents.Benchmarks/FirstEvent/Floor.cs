using Microsoft.Extensions.Options;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.ClaudeCode;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Sandboxes;
using SlackAgents.Playground;

namespace SlackAgents.Benchmarks.FirstEvent;

/// <summary>
/// The least that anything can take: the same container, created and started by the raw Engine API, and in it nothing
/// but the forwarder and the agent CLI with the command line that the product gives it. No product code has a part in it.
/// </summary>
internal sealed class Floor(EngineStage engine, PlaygroundServer playground, string folder)
{
    private const string Script =
        """socat TCP-LISTEN:8080,bind=127.0.0.1,fork,reuseaddr,nodelay UNIX-CONNECT:/run/slackagents/gateway.sock & exec "$@" </run/slackagents/turn/stdin""";

    public async Task<FloorSample> RunAsync(string prompt, CancellationToken cancellationToken)
    {
        var run = RunId.New();
        var directory = new RunFolders(new RepositoryStorage(folder)).Open(run);
        var launch = Launch(prompt);
        await TurnFolder.WriteAsync(directory, new TurnFiles([], new Dictionary<string, string>(StringComparer.Ordinal), launch.Input, new Dictionary<string, string>(StringComparer.Ordinal)), cancellationToken);
        await using var door = SocketRelay.FromSocket(Path.Combine(directory, GatewayAddress.SocketName), new Uri(playground.BaseUrl).Port);
        var environment = new Dictionary<string, string>(launch.Environment, StringComparer.Ordinal)
        {
            ["HOME"] = "/home/agent",
            ["LANG"] = "C.UTF-8",
            ["ANTHROPIC_BASE_URL"] = "http://127.0.0.1:8080",
            ["ANTHROPIC_API_KEY"] = "fake-floor",
        };
        var parameters = SandboxContainerFactory.Create(new SandboxSpec(run, directory, environment), engine.Options, engine.Instance) with
        {
            Cmd = ["/bin/bash", "-c", Script, "floor", .. launch.Arguments],
        };

        var containers = engine.Client.Containers;
        var began = TimeProvider.System.GetUtcNow();
        var created = await containers.CreateContainerAsync(parameters, cancellationToken);
        var made = TimeProvider.System.GetUtcNow();
        await containers.StartContainerAsync(created.ID, cancellationToken);
        var started = TimeProvider.System.GetUtcNow();
        await containers.WaitContainerAsync(created.ID, cancellationToken);
        var log = await EngineLog.ReadAsync(engine, created.ID, cancellationToken);
        await containers.RemoveContainerAsync(created.ID, cancellationToken);
        return new FloorSample(made - began, started - made, log.TimeOfSession() - started, log.TimeOfSession() - began);
    }

    private static HarnessLaunch Launch(string prompt)
    {
        var harness = new ClaudeCodeHarness(Options.Create(new HarnessOptions()));
        return harness.Launch(new HarnessTurn(prompt, Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), Resume: false, harness.DefaultModel, new Uri(GatewayAddress.ProxyUrl), MaxRetries: 3));
    }
}
