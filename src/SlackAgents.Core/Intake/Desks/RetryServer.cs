using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Does the last turn of a run at rest again.</summary>
internal sealed class RetryServer(RunDesk runs, RunControls controls, RunAudit audit, IRunStore store, PrivateAnswers answers) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.Retry);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await runs.TakeAsync(((AgentCommand.Retry)command).RunId, AccessAction.Control, invocation, who, address, cancellationToken) is not { } run)
        {
            return;
        }

        if (!run.AtRest)
        {
            await answers.SayAsync(address, invocation.Key, "This run is still under way; there is nothing to retry yet. Say `stop` first, or just reply with what to change.", cancellationToken);
            return;
        }

        var turns = await store.GetTurnsAsync(run.Id, cancellationToken);
        var last = turns.Single(turn => turn.Number == run.Turn);

        // The same turn is tried again once, however many clicks say so.
        var result = await controls.FollowUps.AddAsync(run, last.Prompt, who, messageTs: null, RunControls.PromptIdOf($"{run.Id}/turn{run.Turn}/retry"), TurnDelivery.Queue, last.Files, cancellationToken);
        if (result is FollowUpResult.Started or FollowUpResult.Taken)
        {
            audit.Did(run, who, "retry", null, invocation.Key);
        }

        controls.Outbox.Raise();
        var answer = result switch
        {
            FollowUpResult.TooMany => "Too many replies wait already, so nothing was added.",
            FollowUpResult.AlreadyTaken => "It is being tried again already.",
            _ => "Trying again.",
        };
        await answers.SayAsync(address, invocation.Key, answer, cancellationToken);
    }
}
