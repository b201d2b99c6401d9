using System.Text.Json;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// Which messages concern us at all. The bot sees every message of its channels; those that are not for it are dropped
/// before they are stored (docs.slack.dev/reference/events/message.channels).
/// </summary>
internal static class MessageFilter
{
    /// <returns>Why the message is dropped, or null when it is kept.</returns>
    public static string? Reject(JsonElement payload, JsonElement message)
    {
        if (!IsSaid(message))
        {
            return "not something a person said";
        }

        if (IsByBot(payload, message))
        {
            // Two bots that answer each other would never stop.
            return "said by a bot";
        }

        return message.Text("type") is "message" && !IsDirect(message) && !IsThreadReply(message)
            ? "neither a thread reply nor a mention"
            : null;
    }

    /// <summary>In the bot's own direct messages every message is for it.</summary>
    public static bool IsDirect(JsonElement message) =>
        message.Text("channel_type") is { } type ? type is "im" : message.Text("channel")?.StartsWith('D') is true;

    public static bool IsThreadReply(JsonElement message) =>
        message.Text("thread_ts") is { } thread && thread != message.Text("ts");

    /// <summary>The same for a message that an event is about: said, and not by a bot.</summary>
    public static bool IsByPerson(JsonElement payload, JsonElement message) => IsSaid(message) && !IsByBot(payload, message);

    private static bool IsSaid(JsonElement message) =>
        message.Text("subtype") is (null or "file_share" or "thread_broadcast" or "me_message")
        && !message.Flag("hidden")
        && message.Text("user") is not (null or "USLACKBOT" or "USLACK");

    private static bool IsByBot(JsonElement payload, JsonElement message) =>
        message.Text("bot_id") is not null
        || message.Nested("bot_profile").ValueKind is JsonValueKind.Object
        || (message.Text("app_id") is { } app && app == payload.Text("api_app_id"))
        || message.Text("user") == BotUser(payload);

    /// <summary>The bot's user id as the delivery names it, or null.</summary>
    public static string? BotUser(JsonElement payload)
    {
        var authorization = payload.FirstOf("authorizations");
        return authorization.Flag("is_bot") ? authorization.Text("user_id") : null;
    }
}
