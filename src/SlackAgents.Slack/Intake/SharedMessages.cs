using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;
using SlackAgents.Slack.Messages;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// The message that a shortcut was used on. The payload is all there may be: the bot need not be in that channel
/// (docs.slack.dev/interactivity/implementing-shortcuts).
/// </summary>
internal static class SharedMessages
{
    private const int MaxForwarded = 10;
    private const int MaxName = 100;

    /// <param name="team">Of a person whose team the message does not name.</param>
    /// <param name="ownApp">This app's id; null when the payload does not name it.</param>
    /// <returns>Null when it is no message.</returns>
    public static SaidMessage? Read(JsonElement message, string team, string? ownApp)
    {
        if (message.Text("ts") is not { } ts)
        {
            return null;
        }

        var isBot = message.Text("bot_id") is not null;
        return new SaidMessage(
            ts,
            isBot || message.Text("user") is not { } user ? null : new PersonId(message.Text("user_team") ?? message.Text("source_team") ?? message.Text("team") ?? team, user),
            Cut(message.Nested("user_profile").Text("display_name") ?? message.Nested("bot_profile").Text("name") ?? message.Text("username") ?? message.Text("user") ?? "unknown"),
            SlackText.Unescape(MessageText.Of(message)),
            MessageFiles.Of(message),
            [.. message.Objects("attachments").Where(IsForwarded).Take(MaxForwarded).Select(attachment => Forwarded(attachment, team))],
            IsOurs: ownApp is not null && message.Text("app_id") == ownApp);
    }

    private static bool IsForwarded(JsonElement attachment) => attachment.Flag("is_share") || attachment.Flag("is_msg_unfurl");

    private static SaidMessage Forwarded(JsonElement attachment, string team) => new(
        attachment.Text("ts") ?? string.Empty,
        attachment.Text("author_id") is { } author ? new PersonId(team, author) : null,
        Cut(attachment.Text("author_name") ?? "unknown"),
        SlackText.Unescape(attachment.Text("text") ?? attachment.Text("fallback") ?? string.Empty),
        MessageFiles.Of(attachment),
        Forwarded: [],
        IsOurs: false);

    private static string Cut(string name) => name.Length > MaxName ? name[..MaxName] : name;
}
