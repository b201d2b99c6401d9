using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Host.Tryout;

namespace SlackAgents.Benchmarks.Recordings;

/// <summary>
/// Lets an agent CLI work in a real sandbox, as the product starts it, against the playground's scripted model, and keeps
/// what it printed.
/// </summary>
internal sealed class Recorder(TryoutSession session, string harness)
{
    private const string Person = "alice";
    private const string Channel = "#agent-runs";

    /// <summary>An agent that repeats a failed call with growing pauses takes its time.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly IRunStore _runs = session.Product.Services.GetRequiredService<IRunStore>();
    private readonly ISandboxEngine _engine = session.Product.Services.GetRequiredService<ISandboxEngine>();

    /// <returns>The lines of its standard output, without those of the product's own launcher.</returns>
    public async Task<IReadOnlyList<string>> RecordAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        var last = await NewestAsync(cancellationToken);
        var receipt = await session.Playground.Slack.SendCommandAsync(Person, Channel, $"/agent repo=acme/widgets harness={harness} {scenario.Prompt}", cancellationToken);
        Run? run = null;
        await Waiting.UntilAsync(
            async () => Refused(receipt) ?? ((run = await NewestAsync(cancellationToken)) is { AtRest: true } && run.Id != last?.Id),
            $"the run of '{scenario.Name}' ended",
            Limit,
            cancellationToken);
        var lines = await ReadAsync(run!, cancellationToken);
        if (scenario.FollowUp is null)
        {
            return lines;
        }

        await session.Playground.Slack.PostMessageAsync(Person, Channel, scenario.FollowUp, run!.ReplyThread, cancellationToken);
        await Waiting.UntilAsync(
            async () => (run = await NewestAsync(cancellationToken)) is { AtRest: true, Turn: > 1 },
            $"the follow-up of '{scenario.Name}' ended",
            Limit,
            cancellationToken);
        return [.. (await ReadAsync(run, cancellationToken)).Skip(lines.Count)];
    }

    /// <summary>A command that is answered without a run would be waited for in vain.</summary>
    private static bool? Refused(Playground.Slack.CommandReceipt receipt) =>
        receipt is { Acknowledged: true, Responses: [] } ? null : throw new BenchException($"The command was refused: {receipt.Error ?? (receipt.Responses is [var first, ..] ? first.ToString() : receipt.Text)}");

    private async Task<IReadOnlyList<string>> ReadAsync(Run run, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        if (run.Sandbox is { } sandbox)
        {
            await foreach (var line in _engine.ReadOutputAsync(sandbox, null, cancellationToken))
            {
                if (!line.IsError && !line.Text.Contains("\"type\":\"slackagents.", StringComparison.Ordinal))
                {
                    lines.Add(line.Text);
                }
            }
        }

        return lines.Count > 0 ? lines : throw new BenchException($"Run {run.Id} ended as {run.State} without a line of the agent: {run.Reason} {run.ReasonDetail}");
    }

    private async Task<Run?> NewestAsync(CancellationToken cancellationToken) =>
        await _runs.ListRecentAsync(null, 1, cancellationToken) is [var run] ? run : null;
}
