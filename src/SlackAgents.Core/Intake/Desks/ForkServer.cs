using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Starts a run that begins where another one is.</summary>
internal sealed class ForkServer(RunDesk runs, Forks forks, ForkConfirmations confirmations, PrivateAnswers answers) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.Fork);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var fork = (AgentCommand.Fork)command;
        if (await runs.TakeAsync(fork.RunId, AccessAction.See, invocation, who, address, cancellationToken) is not { } source)
        {
            return;
        }

        var channel = fork.Channel ?? (invocation.Channel == who.Person.User ? source.Channel : invocation.Channel);
        if (await forks.RefusalAsync(source, fork, channel, who.Person, cancellationToken) is { } sentence)
        {
            await answers.SayAsync(address, invocation.Key, channel == invocation.Channel ? sentence : $"Not in that channel: {sentence}", cancellationToken);
        }
        else if (await confirmations.AreNeededAsync(source, channel, cancellationToken))
        {
            await confirmations.AskAsync(source, fork, channel, invocation.Key, address, cancellationToken);
        }
        else
        {
            await forks.StartAsync(source, fork, channel, invocation.Key, who, address, cancellationToken);
        }
    }
}
