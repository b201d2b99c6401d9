using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Stops a run, whichever gesture said so.</summary>
internal sealed class StopServer(RunDesk runs, RunStops stops, RunAudit audit, IApprovals approvals, IRunStore store, PrivateAnswers answers) : ICommandServer
{
    private const string Unknown = "I do not know this run any more. Use `/agent list` to see your runs.";

    public Type Serves => typeof(AgentCommand.Stop);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var id = ((AgentCommand.Stop)command).RunId;
        if (id is null)
        {
            switch (await ListOwnAsync(who, cancellationToken))
            {
                case []:
                    await answers.SayAsync(address, invocation.Key, "None of your runs is under way. Use `/agent list` to see your runs.", cancellationToken);
                    return;
                case [var only]:
                    id = only.Id;
                    break;
                case var several:
                    var lines = several.Select(one => $"`/agent stop {one.Id}` · {one.Repository} · {one.Title}");
                    await answers.SayAsync(address, invocation.Key, $"{several.Count} of your runs are under way. Which one?\n{string.Join('\n', lines)}", cancellationToken);
                    return;
            }
        }

        if (await runs.TakeAsync(id, AccessAction.Control, invocation, who, address, cancellationToken) is { } run)
        {
            await answers.SayAsync(address, invocation.Key, await StopAsync(run, invocation, who, cancellationToken), cancellationToken);
        }
    }

    private async Task<string> StopAsync(Run run, CommandInvocation invocation, Requester who, CancellationToken cancellationToken)
    {
        var result = await stops.StopAsync(run.Id, ReasonCode.StoppedByPerson, null, invocation.Said, cancellationToken);
        if (result is StopResult.Stopping or StopResult.Stopped or StopResult.AlreadyStopping)
        {
            audit.Did(run, who, "stop", null, invocation.Key);
        }

        return result switch
        {
            StopResult.Stopping => "Stopping…",
            StopResult.Stopped => "Stopped; it had not begun.",
            StopResult.AlreadyStopping => "It is being stopped already.",
            StopResult.Held => await RejectAsync(run.Id, invocation.Channel, who, cancellationToken),
            StopResult.AtRest => $"Nothing is under way: this run is {RunTexts.State(run)}.",
            StopResult.TooOld => "That stop was said before the turn that is under way was asked for, so nothing was stopped. Say `stop` again if you mean this one.",
            _ => Unknown,
        };
    }

    /// <summary>Stopping what waits for an approval is rejecting it, which is not for everybody who may stop a run.</summary>
    private async Task<string> RejectAsync(RunId id, string channel, Requester who, CancellationToken cancellationToken)
    {
        // Read again: it may have come to be held after it was found.
        if (await store.GetAsync(id, cancellationToken) is not { } held)
        {
            return Unknown;
        }

        return await runs.RefusalAsync(held, AccessAction.Approve, who, channel, cancellationToken) is { } sentence
            ? $"Nothing is under way: a change waits for an approval, and to stop it is to reject it. {sentence}"
            : (await approvals.DecideAsync(held, approve: false, who, cancellationToken)).Sentence;
    }

    private async Task<IReadOnlyList<Run>> ListOwnAsync(Requester who, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(RunStates.UnderWay, cancellationToken)).Where(run => run.Requester.Person == who.Person)];
}
