using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Passes something on to a run's agent from outside its thread.</summary>
internal sealed class TellServer(RunDesk runs, ReplyDesk replies) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.Tell);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var tell = (AgentCommand.Tell)command;
        if (await runs.TakeAsync(tell.RunId, AccessAction.Steer, invocation, who, address, cancellationToken) is { } run)
        {
            await replies.SteerAsync(run, new Reply(invocation.Key, tell.Text, MessageTs: null, tell.Delivery) { Files = invocation.Files }, who, address, cancellationToken);
        }
    }
}
