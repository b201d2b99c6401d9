using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Shows one run as its card does, to one person.</summary>
internal sealed class StatusServer(RunDesk runs, RunCard card, PrivateAnswers answers) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.Status);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (await runs.TakeAsync(((AgentCommand.Status)command).RunId, AccessAction.See, invocation, who, address, cancellationToken) is { } run)
        {
            await answers.SayAsync(address, invocation.Key, card.Draw(run), cancellationToken);
        }
    }
}
