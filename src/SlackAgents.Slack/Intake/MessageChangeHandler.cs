using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Installations;
using SlackAgents.Slack.Replies;

namespace SlackAgents.Slack.Intake;

/// <summary>Turns a stored change of a message into an edit or a deletion.</summary>
internal sealed class MessageChangeHandler(IRequestHandler<MessageEdited> edits, IRequestHandler<MessageDeleted> deletions, SlackIdentity identity) : IInboxHandler
{
    public IReadOnlyList<string> Kinds { get; } = [InboxKinds.MessageChange];

    public async Task HandleAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(entry.Payload);
        var payload = document.RootElement;
        var inner = payload.Nested("event");
        if (inner.Text("channel") is not { } channel || (MessageChange.ReadEdit(payload, inner) ?? MessageChange.ReadDeletion(payload, inner)) is not { } change)
        {
            throw new FormatException("The stored event is no change of a message.");
        }

        var person = EventPerson.Of(payload, change.Message, change.User);
        await (change.EditedTs is null
            ? deletions.HandleAsync(new MessageDeleted(InboxKey.Of(entry), person, channel, change.ThreadTs, change.Ts, entry.ReceivedAt), cancellationToken)
            : edits.HandleAsync(
                new MessageEdited(InboxKey.Of(entry), person, channel, change.ThreadTs, change.Ts, await ReadTextAsync(payload, change.Message, cancellationToken), entry.ReceivedAt),
                cancellationToken));
    }

    private async Task<string> ReadTextAsync(JsonElement payload, JsonElement message, CancellationToken cancellationToken)
    {
        try
        {
            var bot = await identity.OfTeamAsync(PayloadTeam.Of(payload) ?? string.Empty, cancellationToken);
            return SlackText.Unescape(SlackText.RemoveMention(MessageText.Of(message), bot.User));
        }
        catch (SlackException exception)
        {
            throw ReplyFailureMapping.Map(exception);
        }
    }
}
