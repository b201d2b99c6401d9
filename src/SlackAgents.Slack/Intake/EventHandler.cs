using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Runs;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Installations;
using SlackAgents.Slack.Messages;
using SlackAgents.Slack.Replies;

namespace SlackAgents.Slack.Intake;

/// <summary>Turns stored messages, mentions and reactions into what people did.</summary>
internal sealed class EventHandler(
    IRequestHandler<CommandInvocation> commands,
    IRequestHandler<ThreadMessage> replies,
    IRequestHandler<ReactionAdded> reactions,
    SlackIdentity identity,
    ThreadRootFinder roots) : IInboxHandler
{
    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.Event];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var payload = document.RootElement;
        var inner = payload.Nested("event");
        try
        {
            await (inner.Text("type") is "reaction_added"
                ? HandleReactionAsync(entry, payload, inner, cancellationToken)
                : HandleMessageAsync(entry, payload, inner, cancellationToken));
        }
        catch (SlackException exception)
        {
            // The entry is tried again in the terms of the core: who asks must not be let in because Slack was away.
            throw ReplyFailureMapping.Map(exception);
        }
    }

    private async Task HandleMessageAsync(InboxEntry entry, JsonElement payload, JsonElement message, CancellationToken cancellationToken)
    {
        var bot = await identity.OfTeamAsync(PayloadTeam.Of(payload) ?? string.Empty, cancellationToken);
        if (message.Text("user") is not { } user || user == bot.User || message.Text("channel") is not { } channel || message.Text("ts") is not { } ts)
        {
            return;
        }

        var raw = MessageText.Of(message);
        // Of the two events that a mention in a thread makes, the plain message may come first and alone. In a direct
        // message everything is said to the bot.
        var isMention = message.Text("type") is "app_mention" || SlackText.Mentions(raw, bot.User) || MessageFilter.IsDirect(message);
        var text = SlackText.Unescape(SlackText.RemoveMention(raw, bot.User), keepsChannels: true);
        var person = EventPerson.Of(payload, message, user);

        await (MessageFilter.IsThreadReply(message)
            ? replies.HandleAsync(
                new ThreadMessage(InboxKey.Of(entry), person, channel, message.Text("thread_ts")!, ts, text, isMention, entry.ReceivedAt) { Files = MessageFiles.Of(message) },
                cancellationToken)
            : commands.HandleAsync(
                new CommandInvocation(InboxKey.Of(entry), person, channel, ThreadTs: null, ts, text, ResponseUrl: null, entry.ReceivedAt)
                {
                    Files = MessageFiles.Of(message),
                    Surface = MessageFilter.IsDirect(message) ? RequestSurface.DirectMessage : RequestSurface.Mention,
                },
                cancellationToken));
    }

    private async Task HandleReactionAsync(InboxEntry entry, JsonElement payload, JsonElement reaction, CancellationToken cancellationToken)
    {
        var item = reaction.Nested("item");
        var bot = await identity.OfTeamAsync(PayloadTeam.Of(payload) ?? string.Empty, cancellationToken);
        if (reaction.Text("user") is not { } user || user == bot.User || reaction.Text("reaction") is not { } name
            || item.Text("channel") is not { } channel || item.Text("ts") is not { } ts)
        {
            return;
        }

        name = name.Split("::", 2)[0];
        var message = name is ThreadRootFinder.StopReaction ? await roots.FindAsync(channel, ts, cancellationToken) : ts;
        await reactions.HandleAsync(
            new ReactionAdded(InboxKey.Of(entry), EventPerson.Of(payload, reaction, user), channel, message, name, entry.ReceivedAt),
            cancellationToken);
    }
}
