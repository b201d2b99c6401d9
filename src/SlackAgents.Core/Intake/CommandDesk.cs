using System.Collections.Frozen;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake;

/// <summary>Serves <c>/agent …</c> and its twins: everything that is said becomes one command, and each kind has its server.</summary>
internal sealed class CommandDesk(CommandGrammar grammar, RunAdmission admission, PrivateAnswers answers, IEnumerable<ICommandServer> servers)
{
    private readonly FrozenDictionary<Type, ICommandServer> _servers = servers.ToFrozenDictionary(server => server.Serves);

    public Task ServeAsync(CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken) =>
        CarryOutAsync(grammar.Parse(invocation.Text), invocation, who, address, cancellationToken);

    /// <summary>What one has to be allowed to say this at all; what it does to a run is asked about that run.</summary>
    public AccessAction ActionOf(CommandInvocation invocation) =>
        grammar.Parse(invocation.Text) is AgentCommand.Run or AgentCommand.NewRun or AgentCommand.Fork or AgentCommand.Invalid ? AccessAction.Start : AccessAction.See;

    /// <param name="command">What the invocation was found to mean.</param>
    public Task CarryOutAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken) => command switch
    {
        AgentCommand.Run run => StartAsync(invocation, run, who, address, cancellationToken),
        AgentCommand.Invalid invalid => SayAsync(invocation, address, invalid.Sentence, invalid.Suggestion is null ? null : $"Try: `{invalid.Suggestion}`", cancellationToken),

        // A form needs a trigger, which only slash commands and shortcuts bring.
        AgentCommand.NewRun when invocation.TriggerId is null || !_servers.ContainsKey(typeof(AgentCommand.NewRun)) => CarryOutAsync(new AgentCommand.Help(), invocation, who, address, cancellationToken),
        _ when _servers.TryGetValue(command.GetType(), out var server) => server.ServeAsync(command, invocation, who, address, cancellationToken),
        _ => SayAsync(invocation, address, "This installation does not offer that.", "`/agent help` shows what there is.", cancellationToken),
    };

    private Task SayAsync(CommandInvocation invocation, PrivateAddress address, string sentence, string? nextStep, CancellationToken cancellationToken) =>
        answers.SayAsync(address, invocation.Key, nextStep is null ? sentence : $"{sentence} {nextStep}", cancellationToken);

    private async Task StartAsync(CommandInvocation command, AgentCommand.Run asked, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var request = new RunRequest
        {
            RunId = RunId.New(),
            RequestKey = command.RequestKey ?? command.Key,
            Requester = who,
            Channel = command.Channel,
            ThreadTs = command.ThreadTs ?? command.MessageTs,
            Task = asked.Task,
            Options = asked.Options,
            ReplyTo = address,
            Surface = command.Surface,
            MessageTs = command.MessageTs,
            Files = command.Files,
        };
        var admitted = await admission.AdmitAsync(request, cancellationToken);
        if (!admitted.Admitted)
        {
            await answers.SayAsync(address, command.Key, admitted.Answer, cancellationToken);
        }
        else if (asked.HiddenRemoved > 0)
        {
            await answers.SayAsync(address, command.Key, TaskNotices.HiddenRemoved(asked.HiddenRemoved), cancellationToken);
        }
    }
}
