using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Sandboxes;
using SlackAgents.Host.Tryout;
using SlackAgents.Testing;

namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>What each agent CLI takes in its sandbox, and how often as long as the same CLI outside.</summary>
internal sealed class HarnessesBench : IBench
{
    private const int Rounds = 5;
    private const int MaxRetries = 3;
    private const string Prompt = "[[fake:commit]] add a greeting";

    private static readonly string[] Harnesses = ["claude", "codex", "gemini", "opencode", "copilot", "qwen"];

    public string Name => "harnesses";

    public string Title => "Each agent CLI, in the sandbox and outside";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        using var folder = new TempDirectory();
        await using var session = await TryoutSession.StartAsync(
            new TryoutRequest { Task = Prompt, Repository = RepositoryName.Parse("acme/widgets"), Overrides = [$"--DataDirectory={folder.Path}"] },
            progress.Say,
            cancellationToken);
        if (session.IsModelReal)
        {
            throw new BenchException("A real model provider is configured; this bench needs the scripted one.");
        }

        await session.Playground.Slack.WaitForConnectionsAsync(1, TimeSpan.FromMinutes(1), cancellationToken);
        await using var engine = EngineStage.Open("bench-harnesses");
        var sandbox = new SandboxRun(engine, session);
        List<HarnessFigures> all = [];
        foreach (var harness in Harnesses.Select(session.Product.Services.GetRequiredService<HarnessCatalog>().Get))
        {
            all.Add(await MeasureAsync(harness, sandbox, session, progress, cancellationToken));
        }

        return HarnessReport.Write(all, Rounds);
    }

    private static async Task<HarnessFigures> MeasureAsync(IHarness harness, SandboxRun sandbox, TryoutSession session, Progress progress, CancellationToken cancellationToken)
    {
        var services = session.Product.Services;
        if (services.GetRequiredService<ModelSelector>().SelectDefault(harness) is not ModelSelection.Selected model)
        {
            throw new BenchException($"There is no model for {harness.Name}.");
        }

        var turn = new HarnessTurn(Prompt, Guid.NewGuid().ToString(), Guid.NewGuid().ToString(), Resume: false, model.Model, new Uri(GatewayAddress.ProxyUrl), MaxRetries) { Provider = model.Provider };
        var image = await services.GetRequiredService<SandboxImages>().ChooseAsync(harness.Name, cancellationToken);
        progress.Say($"{harness.DisplayName}: warming up, with {image}");
        using var cli = await OutsideCli.TakeAsync(image, harness.Name, cancellationToken);
        var outside = new OutsideRun(cli, session.Playground);
        var figures = new HarnessFigures($"{harness.DisplayName} {cli.Version}", cli.ImageSize, PlainCommand.Of(harness, harness.Launch(turn), "PROMPT").ShowShort(), new Samples());
        for (var round = 0; round <= Rounds; round++)
        {
            // A session's name may be used once in one home, and each sample has a new home; still, no sample shall depend on it.
            var launch = harness.Launch(turn with { PromptId = Guid.NewGuid().ToString(), SessionId = Guid.NewGuid().ToString() });
            var plain = await outside.RunAsync(PlainCommand.Of(harness, launch, Prompt), launch, turn, cancellationToken);
            var same = PlainCommand.IsDriven(launch) ? await outside.RunAsync(PlainCommand.Same(launch), launch, turn, cancellationToken) : null;
            var inside = await sandbox.RunAsync(harness, turn, cancellationToken);
            progress.Say(string.Create(CultureInfo.InvariantCulture, $"{harness.Name} round {round}: outside {plain.Process.TotalMilliseconds:0}, with driver {same?.Process.TotalMilliseconds:0}, sandbox {inside.Process.TotalMilliseconds:0}; whole {plain.Whole.TotalMilliseconds:0}, product {inside.Whole.TotalMilliseconds:0} ms; {inside.Memory}"));
            if (round > 0)
            {
                figures.Plain.Add(plain);
                figures.Sandbox.Add(inside);
                figures.Same.AddRange(same is null ? [] : [same]);
                figures.Load.Add(await Machine.LoadAsync(cancellationToken));
            }
        }

        return figures;
    }
}
