using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Docker.Sandboxes;
using SlackAgents.Host.Tryout;

namespace SlackAgents.Benchmarks.FirstEvent;

/// <summary>One command from the acknowledgement on, through the whole product.</summary>
internal sealed class ProductRun(EngineStage engine, TryoutSession session)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly IRunStore _runs = session.Product.Services.GetRequiredService<IRunStore>();
    private readonly ITraceStore _traces = session.Product.Services.GetRequiredService<ITraceStore>();

    public async Task<ProductSample> RunAsync(string prompt, CancellationToken cancellationToken)
    {
        var last = await NewestAsync(cancellationToken);
        var sent = TimeProvider.System.GetUtcNow();
        var receipt = await session.Playground.Slack.SendCommandAsync("alice", "#agent-runs", "/agent " + prompt, cancellationToken);
        var accepted = sent + receipt.Elapsed;
        Run? run = null;
        await Waiting.UntilAsync(
            async () => (run = await NewestAsync(cancellationToken)) is { AtRest: true } && run.Id != last?.Id,
            "the run ended",
            Limit,
            cancellationToken);
        if (run!.State != RunState.Finished)
        {
            throw new BenchException($"Run {run.Id} ended as {run.State}: {run.Reason} {run.ReasonDetail}");
        }

        // Nothing of one sample may work on while the next one is taken.
        await Waiting.UntilAsync(
            async () => await session.Product.Services.GetRequiredService<Core.Replies.IOutbox>().CountPendingAsync(cancellationToken) == 0,
            "the last message was sent",
            Limit,
            cancellationToken);
        return await ReadAsync(run, accepted, cancellationToken);
    }

    private async Task<ProductSample> ReadAsync(Run run, DateTimeOffset accepted, CancellationToken cancellationToken)
    {
        var trace = await _traces.ReadAsync(run.Id, 0, 1000, cancellationToken);
        var container = await engine.Client.Containers.InspectContainerAsync(SandboxContainerFactory.NameOf(run.Id), size: false, cancellationToken);
        var log = await EngineLog.ReadAsync(engine, container.ID, cancellationToken);
        var preparing = At(trace, record => record.Event is StateEvent { To: nameof(RunState.Preparing) });
        List<(string Part, DateTimeOffset Until)> marks =
        [
            ("intake: inbox, grammar, rights, repository at GitHub, run stored", At(trace, record => record.Event is StateEvent { To: nameof(RunState.Queued) })),
            ("queue: scheduler, first worker step", preparing),
            ("door opened, create call reaches the engine", container.Created),
            ("create, turn written, start", container.State.StartedAt),
            ("launcher's first line", log.TimeOfStep("turn", "completed")),
            ("forwarder listens", log.TimeOfStep("forwarder", "completed")),
            ("clone (waits for the mirror if that is later)", log.TimeOfStep("workspace", "completed")),
            ("cold start of the CLI", log.TimeOfSession()),
            ("line read by the host", At(trace, record => record.Event is SessionEvent)),
        ];
        var parts = new List<(string, TimeSpan)>();
        var from = accepted;
        foreach (var (part, until) in marks)
        {
            parts.Add((part, until - from));
            from = until;
        }

        return new ProductSample(parts, At(trace, record => record.Event is StateEvent { To: nameof(RunState.Running) }) - preparing);
    }

    private async Task<Run?> NewestAsync(CancellationToken cancellationToken) =>
        await _runs.ListRecentAsync(null, 1, cancellationToken) is [var run] ? run : null;

    private static DateTimeOffset At(IReadOnlyList<TraceRecord> trace, Func<TraceRecord, bool> what) =>
        trace.FirstOrDefault(what)?.At ?? throw new BenchException("The trace of a run lacks an event that the bench goes by.");
}
