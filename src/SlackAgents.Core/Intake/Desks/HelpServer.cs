using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Shows what can be said.</summary>
internal sealed class HelpServer(PrivateAnswers answers, HarnessCatalog harnesses) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.Help);

    public Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var text = UsageText.Render("/agent", harnesses.Names);
        return answers.SayAsync(address, invocation.Key, new ReplyContent(text, [new Paragraph(text)]), cancellationToken);
    }
}
