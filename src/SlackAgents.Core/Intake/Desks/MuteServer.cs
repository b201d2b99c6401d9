using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Lets people talk in a run's thread without the agent, and brings it back.</summary>
internal sealed class MuteServer(RunDesk runs, RunStateChanger changer, RunAudit audit, PrivateAnswers answers) : ICommandServer
{
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    public Type Serves => typeof(AgentCommand.Mute);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var mute = (AgentCommand.Mute)command;
        if (await runs.TakeAsync(mute.RunId, AccessAction.Control, invocation, who, address, cancellationToken) is not { } run)
        {
            return;
        }

        var result = await changer.ChangeAsync(run.Id, AnyState, (current, _) => current.Muted == mute.On ? null : new RunChange(current with { Muted = mute.On }, [], []), cancellationToken);
        if (result is { Changed: true })
        {
            audit.Did(run, who, mute.On ? "mute" : "unmute", null, invocation.Key);
        }

        await answers.SayAsync(
            address,
            invocation.Key,
            mute.On
                ? "Muted: replies in this run's thread no longer reach the agent. What is said to me by name, `now: …` and orders still count. Say `unmute` to end it."
                : "Unmuted: replies in this run's thread reach the agent again.",
            cancellationToken);
    }
}
