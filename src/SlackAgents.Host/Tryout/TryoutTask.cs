using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Host.Health;
using SlackAgents.Playground;
using SlackAgents.Playground.Slack;

namespace SlackAgents.Host.Tryout;

/// <summary>Types one command as Alice, waits until the run rests and everything about it was said, and tells what came of it.</summary>
internal sealed class TryoutTask(IServiceProvider product, PlaygroundServer playground, TextWriter progress)
{
    private const string Person = "alice";
    private const string Channel = "#agent-runs";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(15);

    private readonly TimeProvider _time = product.GetRequiredService<TimeProvider>();
    private readonly IRunStore _runs = product.GetRequiredService<IRunStore>();

    public async Task<TryoutResult> RunAsync(TryoutRequest request, CancellationToken cancellationToken)
    {
        await WaitUntilReadyAsync(cancellationToken);
        var began = _time.GetTimestamp();
        using var limit = new CancellationTokenSource(request.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Run? run = null;
        try
        {
            var repository = request.Repository is null ? string.Empty : $"repo={request.Repository} ";
            var receipt = await playground.Slack.SendCommandAsync(Person, Channel, $"/agent {repository}{request.Task}", either.Token);
            run = await FindAsync(receipt, either.Token);
            if (run is null)
            {
                var answer = receipt.Responses is [var first, ..] ? first.ToString() : receipt.Error ?? receipt.Text;
                return new TryoutResult(null, "Refused", null, null, null, 0, Seconds(began), 0, answer);
            }

            run = await FollowAsync(run, either.Token);
            await WaitForLastWordsAsync(either.Token);
            return await DescribeAsync(run, run.State.ToString(), Seconds(began), cancellationToken);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return run is null
                ? new TryoutResult(null, "TimedOut", null, null, null, 0, Seconds(began), 0, null)
                : await DescribeAsync((await _runs.GetAsync(run.Id, cancellationToken))!, "TimedOut", Seconds(began), cancellationToken);
        }
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var board = product.GetRequiredService<HealthBoard>();
        var began = _time.GetTimestamp();
        while (board.Reasons() is { Count: > 0 } reasons)
        {
            if (_time.GetElapsedTime(began) > ReadyLimit)
            {
                throw new TryoutException("The product did not get ready: " + string.Join(" ", reasons));
            }

            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    /// <summary>The run that the command became, or null when it was answered without one.</summary>
    private async Task<Run?> FindAsync(CommandReceipt receipt, CancellationToken cancellationToken)
    {
        while (receipt.Acknowledged)
        {
            var isAnswered = receipt.Responses.Count > 0;
            if (await _runs.ListRecentAsync(null, 1, cancellationToken) is [var run])
            {
                return run;
            }

            if (isAnswered)
            {
                return null;
            }

            await Task.Delay(Pause, _time, cancellationToken);
        }

        return null;
    }

    private async Task<Run> FollowAsync(Run run, CancellationToken cancellationToken)
    {
        var told = (RunState?)null;
        while (true)
        {
            if (run.State != told)
            {
                told = run.State;
                await progress.WriteLineAsync($"run {run.Id}: {run.State.ToString().ToLowerInvariant()}");
            }

            if (run.AtRest)
            {
                return run;
            }

            await Task.Delay(Pause, _time, cancellationToken);
            run = await _runs.GetAsync(run.Id, cancellationToken) ?? throw new TryoutException($"Run {run.Id} is gone.");
        }
    }

    /// <summary>A run rests in the database before its last message is in the thread.</summary>
    private async Task WaitForLastWordsAsync(CancellationToken cancellationToken)
    {
        var outbox = product.GetRequiredService<IOutbox>();
        var began = _time.GetTimestamp();
        while (await outbox.CountPendingAsync(cancellationToken) > 0 && _time.GetElapsedTime(began) < LastWordsLimit)
        {
            await Task.Delay(Pause, _time, cancellationToken);
        }
    }

    private async Task<TryoutResult> DescribeAsync(Run run, string state, double seconds, CancellationToken cancellationToken)
    {
        var commits = run.PushedSha is null
            ? 0
            : (await playground.GitHub.CommitsAsync(run.Repository.ToString(), run.Base, run.PushedSha, cancellationToken)).Count;
        return new TryoutResult(
            run.Id.Value,
            state,
            run.Reason?.ToString(),
            run.PullRequestUrl?.AbsoluteUri,
            run.PushedSha is null ? null : run.Branch,
            commits,
            seconds,
            run.Usage.CostUsd,
            run.Answer);
    }

    private double Seconds(long began) => Math.Round(_time.GetElapsedTime(began).TotalSeconds, 2);
}
