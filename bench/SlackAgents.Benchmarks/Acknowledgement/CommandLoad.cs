using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Playground.Slack;

namespace SlackAgents.Benchmarks.Acknowledgement;

/// <summary>Types commands at a fixed rate. A slow answer does not hold up the next command, so it cannot hide.</summary>
internal sealed class CommandLoad(SlackWorkspace slack)
{
    public const int PerSecond = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1.0 / PerSecond);

    public async Task<LoadResult> RunAsync(TimeSpan duration, Func<int, string> command, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var answers = new List<Task<CommandReceipt>>();
        for (var number = 0; Interval * number < duration; number++)
        {
            if (Interval * number - TimeProvider.System.GetElapsedTime(began) is { Ticks: > 0 } early)
            {
                await Waiting.PauseAsync(early, cancellationToken);
            }

            answers.Add(slack.SendCommandAsync("alice", "#agent-runs", command(number), cancellationToken));
        }

        var took = TimeProvider.System.GetElapsedTime(began);
        var receipts = await Task.WhenAll(answers);
        var times = new Samples(receipts.Where(receipt => receipt.Acknowledged).Select(receipt => receipt.Elapsed.TotalMilliseconds));
        return new LoadResult(times, receipts.Count(receipt => !receipt.Acknowledged), took);
    }
}
