using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Lets a held change go, or keeps it away.</summary>
internal sealed class DecideServer(RunDesk runs, IApprovals approvals, PrivateAnswers answers) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.Decide);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var decision = (AgentCommand.Decide)command;
        if (await runs.TakeAsync(decision.RunId, AccessAction.Approve, invocation, who, address, cancellationToken) is { } run)
        {
            var result = await approvals.DecideAsync(run, decision.Approve, who, cancellationToken);
            await answers.SayAsync(address, invocation.Key, result.Sentence, cancellationToken);
        }
    }
}
