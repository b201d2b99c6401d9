using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake;

/// <summary>What is said in a run's thread: an order, an answer, something for the agent, or nothing for either.</summary>
internal sealed class ThreadDesk(ThreadWords words, AccessPolicy access, CommandDesk commands, ReplyDesk replies, AsideDesk asides, PrivateAnswers answers)
{
    public async Task HearAsync(Run run, ThreadMessage message, PrivateAddress address, CancellationToken cancellationToken)
    {
        var text = HiddenCharacters.Strip(message.Text).Text;
        if (AsideWords.IsAside(text))
        {
            await asides.TakeAsync(run, message, cancellationToken);
            return;
        }

        // People talk to each other in a run's thread, too.
        if (!message.IsMention && PersonReference.IsFirst(text))
        {
            return;
        }

        var order = IsAnswerOf(run, message, text) ? null : words.Parse(text, run.Id, message.IsMention);
        if (order is null && run.Muted && !message.IsMention && SteeringWords.Parse(text).Delivery is null)
        {
            return;
        }

        // What an order needs besides, its server asks for.
        var action = order is null ? AccessAction.Steer : AccessAction.See;
        var decision = await access.DecideAsync(new AccessQuestion(message.Person, message.Channel, action, run.Requester, run.Repository), cancellationToken);
        if (!decision.Allowed)
        {
            await answers.SayAsync(address, message.Key, decision.Sentence!, cancellationToken);
            return;
        }

        var who = new Requester(message.Person, decision.DisplayName);
        if (order is not null)
        {
            var invocation = new CommandInvocation(message.Key, message.Person, message.Channel, message.ThreadTs, message.MessageTs, message.Text, null, message.ReceivedAt) { Surface = RequestSurface.Thread };
            await commands.CarryOutAsync(order, invocation, who, address, cancellationToken);
        }
        else
        {
            await replies.HearAsync(run, message, who, address, cancellationToken);
        }
    }

    /// <summary>The agent offered this very word as an answer. Stop is stop, whatever the agent asks.</summary>
    private static bool IsAnswerOf(Run run, ThreadMessage message, string text) =>
        !message.IsMention && !text.Trim().Equals("stop", StringComparison.OrdinalIgnoreCase)
        && run.ToolUse?.Open is { } question && question.Options.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);
}
