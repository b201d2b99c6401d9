using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.ClaudeCode;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Steps;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Storage;

namespace SlackAgents.Benchmarks.Ingest;

/// <summary>The product's own way of an agent's output into the trace; only the engine in front is a replay.</summary>
/// <param name="hub">Tells those who watch.</param>
internal sealed class IngestStage(TestDatabase database, TraceHub hub)
{
    public async Task<Run> NewRunAsync(CancellationToken cancellationToken)
    {
        var run = Some.RunWithCard() with { Sandbox = new SandboxId("replay"), State = RunState.Running };
        await database.Runs.AddAsync(Some.Key(), Some.NewRun(run), cancellationToken);
        return run;
    }

    public static SecretRedactor Redactor()
    {
        var secrets = new SecretRegistry(TimeProvider.System);
        secrets.Add("a-configured-" + "secret-that-never-comes");
        return new SecretRedactor(secrets, SecretShapes.Redact);
    }

    /// <returns>How long it took until all was stored, and the processor time of this process meanwhile, in seconds.</returns>
    public async Task<(TimeSpan Elapsed, double Cpu)> RunAsync(Run run, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var redactor = Redactor();
        using var writer = new TraceWriter(database.Traces, hub, redactor.Redact, TimeProvider.System, NullLogger<TraceWriter>.Instance);
        await writer.StartAsync(cancellationToken);
        var changer = new RunStateChanger(database.Runs, writer, new RunSignals(), new OutboxWakeup(), TimeProvider.System);
        var receipts = new TurnReceipts(changer, new HarnessCatalog([]), TimeProvider.System);
        var output = new TurnOutput(new ReplayEngine(lines), writer, receipts, new CardUpdates(), redactor, TimeProvider.System);
        await using var live = new LiveRun(run.Id, new RunsOptions(), writer, new ModelPulse(TimeProvider.System), TimeProvider.System);
        var cpu = ProcessMeter.CpuSeconds(Environment.ProcessId);
        var began = TimeProvider.System.GetTimestamp();
        await output.ReadAsync(run, live, new ClaudeCodeReader("00000000-0000-4000-9000-000000000000"), () => Task.CompletedTask, cancellationToken);
        var elapsed = TimeProvider.System.GetElapsedTime(began);
        cpu = ProcessMeter.CpuSeconds(Environment.ProcessId) - cpu;
        await writer.StopAsync(cancellationToken);
        return (elapsed, cpu);
    }
}
