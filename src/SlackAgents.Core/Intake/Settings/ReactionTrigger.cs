using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>
/// Starts a run where somebody reacts to a message with the channel's emoji: once per message, however many people do.
/// The one who reacts is the requester, and is asked for their right to start runs as with a command.
/// </summary>
internal sealed class ReactionTrigger(
    SettingsBook settings,
    IRunStore runs,
    IMessageReader messages,
    ReactionTask tasks,
    IRequestHandler<CommandInvocation> commands,
    PrivateAnswers answers)
{
    public async Task HearAsync(ReactionAdded reaction, CancellationToken cancellationToken)
    {
        if (await settings.GetTriggerEmojiAsync(reaction.Channel, cancellationToken) != reaction.Name)
        {
            return; // people react to things all day
        }

        if (await runs.FindByMessageAsync(new ThreadAddress(reaction.Channel, reaction.MessageTs), cancellationToken) is { } there)
        {
            await SayTakenAsync(there, reaction, cancellationToken);
            return;
        }

        var message = await messages.FindAsync(reaction.Channel, threadTs: null, reaction.MessageTs, cancellationToken);
        if (message is null or { IsOurs: true })
        {
            await RefuseAsync(reaction, null, message is null ? "I cannot read that message, so nothing was started. Invite me to this channel with `/invite`, or say `/agent` and a task." : "That message is mine. React to one that says what is to be done.", cancellationToken);
            return;
        }

        if (message.ThreadTs is { } thread && await runs.FindByThreadAsync(new ThreadAddress(reaction.Channel, thread), cancellationToken) is { } threads)
        {
            await SayTakenAsync(threads, reaction, cancellationToken);
            return;
        }

        await StartAsync(reaction, message, cancellationToken);
    }

    private async Task StartAsync(ReactionAdded reaction, SaidMessage message, CancellationToken cancellationToken)
    {
        var (task, problem) = await tasks.MakeAsync(message, reaction.Person, reaction.Channel, cancellationToken);
        if (task is null)
        {
            await RefuseAsync(reaction, message.ThreadTs, problem!, cancellationToken);
            return;
        }

        await commands.HandleAsync(
            new CommandInvocation(reaction.Key, reaction.Person, reaction.Channel, message.ThreadTs ?? reaction.MessageTs, reaction.MessageTs, task, null, reaction.ReceivedAt)
            {
                RequestKey = $"reaction:{reaction.Channel}:{reaction.MessageTs}:{reaction.Name}",
                Files = message.Files,
                Surface = RequestSurface.Reaction,
            },
            cancellationToken);
    }

    /// <summary>Handled again, the same reaction finds the run that it started itself; then there is nothing to say.</summary>
    private Task SayTakenAsync(Run run, ReactionAdded reaction, CancellationToken cancellationToken) =>
        run.Requester.Person == reaction.Person && run.Surface == RequestSurface.Reaction
            ? Task.CompletedTask
            : RefuseAsync(reaction, run.ReplyThread, $"A run is there already: {run.Title}. Reply in its thread to tell it something.", cancellationToken);

    private Task RefuseAsync(ReactionAdded reaction, string? threadTs, string sentence, CancellationToken cancellationToken) =>
        answers.SayAsync(new PrivateAddress(reaction.Person, reaction.Channel, threadTs, null), reaction.Key, sentence, cancellationToken);
}
