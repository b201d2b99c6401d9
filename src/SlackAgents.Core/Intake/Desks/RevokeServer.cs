using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Ends all links to a run's trace that were given out so far. What is drawn from now on carries fresh ones.</summary>
internal sealed class RevokeServer(RunDesk runs, RunStateChanger changer, TraceWriter trace, PrivateAnswers answers, TimeProvider time) : ICommandServer
{
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    public Type Serves => typeof(AgentCommand.RevokeLinks);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await runs.TakeAsync(((AgentCommand.RevokeLinks)command).RunId, AccessAction.Control, invocation, who, address, cancellationToken) is not { } run)
        {
            return;
        }

        if (await changer.ChangeAsync(run.Id, AnyState, (current, _) => Raise(current), cancellationToken) is not { Run: var changed })
        {
            await answers.SayAsync(address, invocation.Key, "I do not know this run any more. Use `/agent list` to see your runs.", cancellationToken);
            return;
        }

        trace.Write(run.Id, new TraceEntry(
            run.Turn,
            time.GetUtcNow(),
            new AccessEvent($"{who.DisplayName} ({who.Person.User})", "revoke_links", "allowed", "All links to this trace that were given out before ended here."),
            string.Create(CultureInfo.InvariantCulture, $"links/{changed.LinkGeneration}")));
        await answers.SayAsync(address, invocation.Key, Answer(changed), cancellationToken);
    }

    /// <summary>The card of a run that is under way is drawn anew anyhow, because the run changed.</summary>
    private RunChange Raise(Run run)
    {
        var next = run with { LinkGeneration = run.LinkGeneration + 1 };
        return new RunChange(next, [], run.AtRest ? [CardUpdate(next)] : []);
    }

    private OutboxMessage CardUpdate(Run run) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"{run.Id}/links/{run.LinkGeneration}/card"),
        Run = run.Id,
        Kind = OutboxKind.CardUpdate,
        Priority = OutboxPriority.Normal,
        Channel = run.Channel,
        CreatedAt = time.GetUtcNow(),
    };

    private static string Answer(Run run) =>
        $"Revoked: no link to the trace of run {run.Id} ({run.Title}) that was given out so far opens it any more; pages that are open with one stop."
        + (run.PullRequestUrl is null ? string.Empty : " That includes the one in the pull request.")
        + " The card gets a fresh link, and `status` gives you one.";
}
