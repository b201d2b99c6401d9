using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Serves <c>settings</c> and <c>settings channel</c>.</summary>
internal sealed class SettingsServer(SettingsOpener opener) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.Settings);

    public Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken) =>
        opener.ShowAsync(((AgentCommand.Settings)command).OfChannel, invocation, invocation.TriggerId, address, invocation.Channel, cancellationToken);
}
