using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake;

/// <summary>What people do in Slack, carried out. Every path ends in something that the person can see.</summary>
internal sealed partial class Conversation(
    AccessPolicy access,
    CommandDesk commands,
    RunDesk runs,
    PrivateAnswers answers,
    RequestPatience patience,
    ILogger<Conversation> logger) : IConversation
{
    public Task HandleCommandAsync(CommandInvocation command, CancellationToken cancellationToken)
    {
        var address = new PrivateAddress(command.Person, command.Channel, command.ThreadTs, command.ResponseUrl);
        return GuardAsync(address, command.Key, command.ReceivedAt, async () =>
        {
            var decision = await access.DecideAsync(command.Person, command.Channel, AccessAction.Start, null, cancellationToken);
            if (!decision.Allowed)
            {
                await answers.SayAsync(address, command.Key, decision.Sentence!, cancellationToken);
                return;
            }

            await commands.ServeAsync(command, new Requester(command.Person, decision.DisplayName), address, cancellationToken);
        });
    }

    public async Task HandleThreadMessageAsync(ThreadMessage message, CancellationToken cancellationToken)
    {
        var address = new PrivateAddress(message.Person, message.Channel, message.ThreadTs, null);
        await GuardAsync(address, message.Key, message.ReceivedAt, async () =>
        {
            if (await runs.FindAsync(message.Channel, message.ThreadTs, cancellationToken) is not { } run)
            {
                if (message.IsMention)
                {
                    // A mention in somebody's thread is a request like any other; its card goes into that thread.
                    await HandleCommandAsync(
                        new CommandInvocation(message.Key, message.Person, message.Channel, message.ThreadTs, message.MessageTs, message.Text, null, message.ReceivedAt),
                        cancellationToken);
                }
                else if (patience.MayPrecedeItsCard(message.ReceivedAt) && await runs.IsPostingCardAsync(message.Channel, cancellationToken))
                {
                    // People are quick: Slack shows the card before we have stored where it stands.
                    throw new ReplyException(ReplyFailure.Transient, "card_under_way", "A card of this channel is being posted, and the reply may belong to it.");
                }

                return;
            }

            var verb = ThreadWords.Parse(message.Text);
            var action = verb switch
            {
                null => AccessAction.Steer,
                ThreadVerb.Status => AccessAction.See,
                _ => AccessAction.Control,
            };
            var decision = await access.DecideAsync(message.Person, message.Channel, action, run.Requester, cancellationToken);
            if (!decision.Allowed)
            {
                await answers.SayAsync(address, message.Key, decision.Sentence!, cancellationToken);
                return;
            }

            var who = new Requester(message.Person, decision.DisplayName);
            if (verb is { } spoken)
            {
                await runs.ControlAsync(run, spoken, who, address, message.Key, cancellationToken);
            }
            else if (!await runs.Questions.TryAnswerAsync(run, message, who, address, cancellationToken))
            {
                await runs.SteerAsync(run, message, who, address, cancellationToken);
            }
        });
    }

    public Task HandleButtonAsync(ButtonClick click, CancellationToken cancellationToken)
    {
        var address = new PrivateAddress(click.Person, click.Channel, click.ThreadTs ?? click.MessageTs, click.ResponseUrl);
        return GuardAsync(address, click.Key, click.ReceivedAt, async () =>
        {
            var verb = ThreadWords.Parse(click.Action);
            if (verb is null && !QuestionDesk.IsAnswer(click))
            {
                return; // a link button: the browser did what it is for
            }

            if (await runs.FindAsync(QuestionDesk.RunOf(click), click.Channel, cancellationToken) is not { } run)
            {
                await answers.SayAsync(address, click.Key, "I do not know this run any more. Use `/agent list` to see your runs.", cancellationToken);
                return;
            }

            var decision = await access.DecideAsync(click.Person, click.Channel, AccessAction.Control, run.Requester, cancellationToken);
            if (!decision.Allowed)
            {
                await answers.SayAsync(address, click.Key, decision.Sentence!, cancellationToken);
                return;
            }

            var who = new Requester(click.Person, decision.DisplayName);
            if (verb is { } spoken)
            {
                await runs.ControlAsync(run, spoken, who, address, click.Key, cancellationToken);
            }
            else
            {
                await runs.Questions.AnswerAsync(run, click, who, address, cancellationToken);
            }
        });
    }

    public async Task HandleReactionAsync(ReactionAdded reaction, CancellationToken cancellationToken)
    {
        if (reaction.Name is not "x" || await runs.FindByMessageAsync(reaction.Channel, reaction.MessageTs, cancellationToken) is not { } run)
        {
            return;
        }

        var address = new PrivateAddress(reaction.Person, reaction.Channel, run.ReplyThread, null);
        await GuardAsync(address, reaction.Key, reaction.ReceivedAt, async () =>
        {
            var decision = await access.DecideAsync(reaction.Person, reaction.Channel, AccessAction.Control, run.Requester, cancellationToken);
            if (!decision.Allowed)
            {
                await answers.SayAsync(address, reaction.Key, decision.Sentence!, cancellationToken);
                return;
            }

            await runs.ControlAsync(run, ThreadVerb.Stop, new Requester(reaction.Person, decision.DisplayName), address, reaction.Key, cancellationToken);
        });
    }

    /// <summary>
    /// What Slack or GitHub could not answer is thrown on, to be tried again; what is our own fault is told at once,
    /// because trying again would only repeat it.
    /// </summary>
    private async Task GuardAsync(PrivateAddress address, string key, DateTimeOffset receivedAt, Func<Task> handle)
    {
        try
        {
            await handle();
        }
        catch (Exception exception) when (exception is ReplyException or Repositories.RepositoryException && patience.IsOver(receivedAt))
        {
            // Before the inbox gives it up without a word.
            Log.Failed(logger, exception, key);
            await answers.SayAsync(
                address,
                key,
                "Slack or GitHub has not answered for minutes, so this was not done. Try again later.",
                cancellationToken: CancellationToken.None);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ReplyException or Repositories.RepositoryException))
        {
            Log.Failed(logger, exception, key);
            await answers.SayAsync(
                address,
                key,
                "Something went wrong on our side, so this was not done. Try again; if it happens again, an operator finds the cause in the log.",
                CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1010, Level = LogLevel.Error, Message = "Request {Key} failed in a way that nobody foresaw")]
        public static partial void Failed(ILogger logger, Exception exception, string key);
    }
}
