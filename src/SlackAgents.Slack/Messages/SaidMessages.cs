using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.Messages;

/// <summary>Slack's messages in the words of the core. All of it is what somebody wrote; nothing here may fail on it.</summary>
internal sealed class SaidMessages(BotIdentity bot, NamedPeople people)
{
    private const int MostForwarded = 10;

    /// <summary>The rest are notes of Slack's own: somebody joined, a topic was set, a message is gone.</summary>
    public static bool IsSaid(JsonElement message) =>
        message.Text("ts") is not null && !message.Flag("hidden")
        && message.Text("subtype") is null or "file_share" or "thread_broadcast" or "me_message" or "bot_message";

    public async Task<SaidMessage> ReadAsync(JsonElement message, CancellationToken cancellationToken)
    {
        var author = AuthorOf(message);
        return new SaidMessage(
            message.Text("ts")!,
            author,
            author is { } person ? await people.NameAsync(person, cancellationToken) : BotName(message),
            await people.ReadAsync(TextOf(message, withAttachments: author is null), cancellationToken),
            MessageFiles.Of(message),
            await ForwardedAsync(message, byPerson: author is not null, cancellationToken),
            IsOurs(message))
        {
            ThreadTs = message.Text("thread_ts"),
        };
    }

    private bool IsOurs(JsonElement message) =>
        message.Text("user") == bot.User || (bot.Bot is not null && message.Text("bot_id") == bot.Bot);

    private PersonId? AuthorOf(JsonElement message) =>
        message.Text("bot_id") is not null || message.Text("subtype") is "bot_message" || message.Nested("bot_profile").ValueKind is JsonValueKind.Object
        || message.Text("user") is not { } user || user is "USLACKBOT" || user == bot.User
            ? null
            : new PersonId(message.Text("user_team") ?? message.Text("source_team") ?? message.Text("team") ?? bot.Team, user);

    private static string BotName(JsonElement message) =>
        NamedPeople.Plain(message.Nested("bot_profile").Text("name") ?? message.Text("username")) ?? "a bot";

    /// <summary>Alerts put what they have to say into blocks and attachments, and little or nothing into the text.</summary>
    private static string TextOf(JsonElement message, bool withAttachments)
    {
        var text = message.Text("text") ?? BlockText.Of(message);
        if (!withAttachments)
        {
            return text;
        }

        var attached = Attachments(message).Where(attachment => !IsForwarded(attachment)).Take(MostForwarded)
            .Select(attachment => string.Join('\n', new[] { attachment.Text("title"), attachment.Text("text") ?? Nullable(BlockText.Of(attachment)) ?? attachment.Text("fallback") }.OfType<string>()));
        return string.Join('\n', attached.Prepend(text).Where(part => part.Length > 0));
    }

    private async Task<IReadOnlyList<SaidMessage>> ForwardedAsync(JsonElement message, bool byPerson, CancellationToken cancellationToken)
    {
        var forwarded = new List<SaidMessage>();
        foreach (var attachment in Attachments(message).Where(IsForwarded).Take(MostForwarded))
        {
            // Apps write their attachments themselves: what one of them says somebody said is the app's word.
            PersonId? author = byPerson && attachment.Text("author_id") is { } user && attachment.Text("bot_id") is null ? new PersonId(bot.Team, user) : null;
            forwarded.Add(new SaidMessage(
                attachment.Text("ts") ?? message.Text("ts")!,
                author,
                NamedPeople.Plain(attachment.Text("author_name") ?? attachment.Text("author_subname")) ?? author?.User ?? "somebody",
                await people.ReadAsync(attachment.Text("text") ?? Nullable(MessageBlocks(attachment)) ?? attachment.Text("fallback") ?? string.Empty, cancellationToken),
                MessageFiles.Of(attachment),
                [],
                attachment.Text("author_id") == bot.User));
        }

        return forwarded;
    }

    /// <summary>A shared message, and not the preview of a web page.</summary>
    private static bool IsForwarded(JsonElement attachment) =>
        attachment.Flag("is_share") || attachment.Flag("is_msg_unfurl") || attachment.Flag("is_reply_unfurl")
        || (attachment.TryGetProperty("message_blocks", out var blocks) && blocks.ValueKind is JsonValueKind.Array)
        || (attachment.Text("from_url") is not null && attachment.Text("channel_id") is not null);

    private static string MessageBlocks(JsonElement attachment) =>
        string.Join('\n', attachment.TryGetProperty("message_blocks", out var blocks) && blocks.ValueKind is JsonValueKind.Array
            ? blocks.EnumerateArray().Take(MostForwarded).Select(block => BlockText.Of(block.Nested("message")))
            : []);

    private static IEnumerable<JsonElement> Attachments(JsonElement message) =>
        message.TryGetProperty("attachments", out var attachments) && attachments.ValueKind is JsonValueKind.Array
            ? attachments.EnumerateArray().Where(attachment => attachment.ValueKind is JsonValueKind.Object)
            : [];

    private static string? Nullable(string text) => text.Length == 0 ? null : text;
}
