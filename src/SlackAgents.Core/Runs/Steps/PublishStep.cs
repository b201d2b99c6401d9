using Microsoft.Extensions.Logging;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// From the quarantine to GitHub: read, judge, push, pull request. Each part looks first whether it is done already, so
/// a process that died between two of them is continued, not repeated.
/// </summary>
internal sealed partial class PublishStep(
    Publisher publisher,
    HeldChanges held,
    RunStateChanger changer,
    TurnEnding ending,
    RunTrace trace,
    ILogger<PublishStep> logger)
{
    private static readonly RunState[] Publishing = [RunState.Publishing];

    public async Task RunAsync(Run run, LiveRun live, CancellationToken handOver)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(handOver, live.Stopping);
        try
        {
            await PublishAsync(run, live, either.Token, handOver);
        }
        catch (OperationCanceledException) when (live.Stopping.IsCancellationRequested && !handOver.IsCancellationRequested)
        {
            // The run is Stopping now; what was pushed already stands in its record.
        }
        catch (RepositoryException exception)
        {
            Log.Failed(logger, run.Id, exception.Message);
            live.Steps.Leave(failed: true, exception.Message);
            var reason = FailureReasons.Of(exception);
            await ending.EndAsync(run, RunState.Failed, reason, exception.Message, Publishing, handOver);
        }
    }

    private async Task PublishAsync(Run run, LiveRun live, CancellationToken cancellationToken, CancellationToken handOver)
    {
        // Step: read what there is.
        live.Enter(RunPhase.ReadChanges);
        var diff = await publisher.ReadAsync(run, cancellationToken);
        if (diff is null || diff.HeadSha == run.PushedSha && run.PullRequestUrl is not null)
        {
            await EndAsync(run, ReasonCode.CompletedWithoutChanges, handOver);
            return;
        }

        if (!run.Push)
        {
            await EndAsync(run, ReasonCode.Completed, handOver);
            return;
        }

        // Step: judge.
        live.Enter(RunPhase.Check);
        var verdict = publisher.Judge(diff);
        trace.Write(run, new PushEvent("policy", run.Branch, run.PushedSha, diff.HeadSha, verdict.Allowed ? "allowed" : "refused", verdict.Allowed ? null : string.Join(' ', verdict.Reasons)));
        if (!verdict.Allowed)
        {
            live.Steps.Leave(failed: true, string.Join(' ', verdict.Reasons));
            await ending.EndAsync(run, RunState.Failed, ReasonCode.PushRefusedByPolicy, string.Join(' ', verdict.Reasons), Publishing, handOver);
            return;
        }

        if (!HeldChanges.MayGo(run, diff, verdict))
        {
            trace.Write(run, new PushEvent("policy", run.Branch, run.PushedSha, diff.HeadSha, "held", string.Join(' ', verdict.Held)));
            await held.HoldAsync(run, diff, verdict, handOver);
            return;
        }

        // Step: push. From here on GitHub knows; the commit is remembered before anything else happens.
        live.Enter(RunPhase.Publish);
        var pushed = await publisher.PushAsync(run, diff, cancellationToken);
        trace.Write(run, new PushEvent("github", run.Branch, run.PushedSha, pushed.Sha, pushed.AlreadyThere ? "already there" : "pushed", null));
        run = await changer.UpdateAsync(run.Id, Publishing, current => current with { PushedSha = pushed.Sha }, handOver) ?? run with { PushedSha = pushed.Sha };

        // Step: pull request.
        live.Enter(RunPhase.PullRequest);
        if (await OpenPullRequestAsync(run, live, diff, cancellationToken, handOver) is not { } pullRequest)
        {
            return;
        }

        run = await changer.UpdateAsync(
            run.Id,
            Publishing,
            current => current with { PullRequestNumber = pullRequest.Number, PullRequestUrl = pullRequest.Url, PullRequestState = pullRequest.IsDraft ? PullRequestState.Draft : PullRequestState.Open, PullRequestTurn = TurnOf(current) },
            handOver) ?? run;
        await EndAsync(run, ReasonCode.Completed, handOver);
    }

    /// <summary>The turn that opened it stays the one; older records do not know which it was.</summary>
    private static int? TurnOf(Run current) => current.PullRequestUrl is null ? current.Turn : current.PullRequestTurn;

    /// <summary>Null when the host refused; the run has ended then, and says that its branch is there.</summary>
    private async Task<PullRequest?> OpenPullRequestAsync(Run run, LiveRun live, BranchDiff diff, CancellationToken cancellationToken, CancellationToken handOver)
    {
        try
        {
            return await publisher.OpenPullRequestAsync(run, diff, cancellationToken);
        }
        catch (RepositoryException exception)
        {
            Log.Failed(logger, run.Id, exception.Message);
            live.Steps.Leave(failed: true, exception.Message);
            await ending.EndAsync(run, RunState.Failed, ReasonCode.PullRequestFailed, exception.Message, Publishing, handOver);
            return null;
        }
    }

    /// <summary>A limit that ended the turn stays the reason, however well the publishing went.</summary>
    private Task<Run?> EndAsync(Run run, ReasonCode reason, CancellationToken handOver) => run.Reason is { } limit
        ? ending.EndAsync(run, RunState.Stopped, limit, run.ReasonDetail, Publishing, handOver)
        : ending.EndAsync(run, RunState.Finished, reason, null, Publishing, handOver);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1150, Level = LogLevel.Warning, Message = "Run {RunId} could not be published: {Problem}")]
        public static partial void Failed(ILogger logger, Ids.RunId runId, string problem);
    }
}
