using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Serves one kind of command, for people who were found to be allowed to give work.</summary>
internal interface ICommandServer
{
    /// <summary>The kind of <see cref="AgentCommand"/>.</summary>
    Type Serves { get; }

    Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken);
}
