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
        // Asked in a run's thread, it is about the thread.
        var topic = ((AgentCommand.Help)command).Topic ?? (invocation.Surface == Runs.RequestSurface.Thread ? UsageText.ThreadTopic : null);
        var text = UsageText.Render(topic, "/agent", harnesses.Names);
        return answers.SayAsync(address, invocation.Key, new ReplyContent(text, [new Paragraph(text)]), cancellationToken);
    }
}
