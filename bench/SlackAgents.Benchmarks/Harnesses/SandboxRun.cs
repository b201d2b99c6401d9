using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Benchmarks.FirstEvent;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Docker.Streams;
using SlackAgents.Host.Tryout;

namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>One command from the envelope on to the pull request, through the whole product.</summary>
internal sealed class SandboxRun(EngineStage engine, TryoutSession session)
{
    private const string LauncherMark = "\"type\":\"slackagents.";

    /// <summary>The first run of a harness may have to make its image.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>After a run the host saves the session; the next sample begins after that.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly IRunStore _runs = session.Product.Services.GetRequiredService<IRunStore>();
    private readonly ITraceStore _traces = session.Product.Services.GetRequiredService<ITraceStore>();
    private readonly IOutbox _outbox = session.Product.Services.GetRequiredService<IOutbox>();

    public async Task<SandboxSample> RunAsync(IHarness harness, HarnessTurn turn, CancellationToken cancellationToken)
    {
        var last = await NewestAsync(cancellationToken);
        var sent = TimeProvider.System.GetUtcNow();
        var receipt = await session.Playground.Slack.SendCommandAsync("alice", "#agent-runs", $"/agent repo=acme/widgets harness={harness.Name} {turn.Prompt}", cancellationToken);
        if (receipt is not { Acknowledged: true, Responses: [] })
        {
            throw new BenchException($"The command was refused: {receipt.Error ?? receipt.Text}");
        }

        Run? run = null;
        await Waiting.UntilAsync(
            async () => (run = await NewestAsync(cancellationToken)) is { Sandbox: not null } && run.Id != last?.Id,
            "the run had its sandbox",
            Limit,
            cancellationToken);
        var container = run!.Sandbox!.Value;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = new MemoryWatch().WatchAsync(container, ended.Token);
        await Waiting.UntilAsync(async () => (run = await _runs.GetAsync(run.Id, cancellationToken))!.AtRest, "the run ended", Limit, cancellationToken);
        await ended.CancelAsync();
        var memory = await watching;
        if (run is not { State: RunState.Finished, PullRequestUrl: not null })
        {
            throw new BenchException($"Run {run!.Id} with {harness.Name} ended as {run.State} without a pull request: {run.Reason} {run.ReasonDetail}");
        }

        await Waiting.UntilAsync(async () => await _outbox.CountPendingAsync(cancellationToken) == 0, "the last message was sent", Limit, cancellationToken);
        await Waiting.PauseAsync(Settling, cancellationToken);
        var trace = await _traces.ReadAsync(run.Id, 0, 1000, cancellationToken);
        var finished = trace.Last(record => record.Event is StateEvent { To: nameof(RunState.Finished) }).At;
        return Read(await EngineLog.ReadAsync(engine, container, cancellationToken), harness.CreateReader(turn), sent, finished, memory);
    }

    private static SandboxSample Read(EngineLog log, IHarnessReader reader, DateTimeOffset sent, DateTimeOffset finished, PeakMemory memory)
    {
        var began = log.TimeOfStep("harness", "started");
        var ended = log.TimeOfStep("harness", "completed");
        var own = log.Lines.Where(line => !line.IsError && line.Text.Length > 0 && !line.Text.Contains(LauncherMark, StringComparison.Ordinal)).ToList();
        var first = own.FirstOrDefault(line => IsFirstEvent(reader, line));
        if (first.Text is null)
        {
            throw new BenchException($"The agent's {own.Count} lines told of no session.");
        }

        var (firstWord, lastWord) = (EngineLog.TimeOf(own[0]), EngineLog.TimeOf(own[^1]));
        return new SandboxSample(began - sent, EngineLog.TimeOf(first) - began, lastWord - firstWord, ended - lastWord, ended - began, finished - ended, memory);
    }

    private static bool IsFirstEvent(IHarnessReader reader, AssembledLine line) => reader.Read(line.Text).Any(happened => happened.Event is SessionEvent);

    private async Task<Run?> NewestAsync(CancellationToken cancellationToken) =>
        await _runs.ListRecentAsync(null, 1, cancellationToken) is [var run] ? run : null;
}
