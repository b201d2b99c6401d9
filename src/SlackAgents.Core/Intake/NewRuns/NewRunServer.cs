using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary><c>/agent</c> without a word: the form.</summary>
internal sealed class NewRunServer(NewRunForms forms, CommandGrammar grammar) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.NewRun);

    /// <summary>Whether it asks for the form on a surface that has one. Such a command is not held up by asking who may.</summary>
    public bool IsForForm(CommandInvocation command) =>
        command.TriggerId is not null && (string.IsNullOrWhiteSpace(command.Text) || grammar.Parse(command.Text) is AgentCommand.NewRun);

    public Task OpenAsync(CommandInvocation command, PrivateAddress address, CancellationToken cancellationToken) => forms.OpenAsync(
        new NewRunStart(
            command.Key,
            command.Person,
            command.TriggerId,
            address,
            RequestSurface.Modal,
            command.Channel,
            command.ThreadTs,
            About: null,
            "Type `/agent` again, or say the task at once: `/agent fix the flaky login test`."),
        cancellationToken);

    public Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken) =>
        OpenAsync(invocation, address, cancellationToken);
}
