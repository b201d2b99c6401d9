using System.Text.Json;

namespace SlackAgents.Slack.Intake;

/// <summary>An edit or a deletion of something that a person said in a thread.</summary>
/// <param name="User">Who had said it.</param>
/// <param name="Message">As it is now, or as it was before it was deleted.</param>
/// <param name="EditedTs">When it was edited; null for a deletion.</param>
internal sealed record MessageChange(string User, string Ts, string ThreadTs, JsonElement Message, string? EditedTs)
{
    /// <summary>
    /// Null unless the author changed the words: Slack sends the same event when it unfurls a link or counts replies
    /// (docs.slack.dev/reference/events/message/message_changed).
    /// </summary>
    public static MessageChange? ReadEdit(JsonElement payload, JsonElement change)
    {
        var message = change.Nested("message");
        var previous = change.Nested("previous_message");
        var edited = message.Nested("edited");
        var isAuthor = edited.Text("user") is not { } editor || editor == message.Text("user");
        return edited.Text("ts") is { } at && isAuthor
            && (previous.ValueKind is not JsonValueKind.Object || MessageText.Of(previous) != MessageText.Of(message))
                ? Read(payload, message, at)
                : null;
    }

    /// <summary>docs.slack.dev/reference/events/message/message_deleted</summary>
    public static MessageChange? ReadDeletion(JsonElement payload, JsonElement change) => Read(payload, change.Nested("previous_message"), editedTs: null);

    private static MessageChange? Read(JsonElement payload, JsonElement message, string? editedTs) =>
        MessageFilter.IsByPerson(payload, message) && MessageFilter.IsThreadReply(message) && message.Text("ts") is { } ts
            ? new MessageChange(message.Text("user")!, ts, message.Text("thread_ts")!, message, editedTs)
            : null;
}
