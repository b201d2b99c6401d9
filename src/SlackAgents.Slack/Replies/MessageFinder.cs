using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Directory;

namespace SlackAgents.Slack.Replies;

/// <summary>Looks for a message of ours by the key in its metadata.</summary>
internal sealed partial class MessageFinder(SlackApiClients clients, ILogger<MessageFinder> logger)
{
    /// <summary>Names our metadata among those of other apps.</summary>
    public const string EventType = "slackagents_message";

    private const int MaxPages = 5;

    /// <summary>Slack's clock and ours differ a little.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(5);

    public Task<string?> FindAsync(string channel, string? threadTs, string key, DateTimeOffset since, CancellationToken cancellationToken) =>
        FindAsync(channel, threadTs, message => HasKey(message, key), since, cancellationToken);

    /// <summary>Whether a message of ours says exactly this: files carry no metadata, so their comment is what tells them apart.</summary>
    public async Task<bool> HasTextAsync(string channel, string? threadTs, string text, DateTimeOffset since, CancellationToken cancellationToken) =>
        await FindAsync(channel, threadTs, message => Is(message, "text", text) && message.TryGetProperty("ts", out var ts) && ts.ValueKind is JsonValueKind.String, since, cancellationToken) is not null;

    private async Task<string?> FindAsync(string channel, string? threadTs, Func<JsonElement, bool> isIt, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var client = await clients.OfChannelAsync(channel, cancellationToken);
        var bot = await client.GetIdentityAsync(cancellationToken);
        var oldest = (since - ClockSlack).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) + ".000000";
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var answer = await ReadAsync(client, channel, threadTs, oldest, cursor, cancellationToken);
            if (answer?.Messages?.FirstOrDefault(message => IsOurs(message, bot) && isIt(message)) is { ValueKind: JsonValueKind.Object } found)
            {
                return found.GetProperty("ts").GetString();
            }

            cursor = answer?.NextCursor;
            if (cursor is null)
            {
                return null;
            }
        }

        Log.GaveUp(logger, channel, MaxPages);
        return null;
    }

    private static async Task<MessagesPage?> ReadAsync(SlackApiClient client, string channel, string? threadTs, string oldest, string? cursor, CancellationToken cancellationToken)
    {
        try
        {
            return threadTs is null
                ? await client.Conversations.HistoryAsync(new HistoryQuery { Channel = channel, Oldest = oldest, Cursor = cursor }, cancellationToken)
                : await client.Conversations.RepliesAsync(new RepliesQuery { Channel = channel, Ts = threadTs, Oldest = oldest, Cursor = cursor }, cancellationToken);
        }
        catch (SlackException exception) when (exception.ErrorCode is "thread_not_found")
        {
            return null;
        }
    }

    /// <summary>Anybody's app may put any metadata on its own messages; only the bot's count.</summary>
    private static bool IsOurs(JsonElement message, BotIdentity bot) =>
        message.ValueKind is JsonValueKind.Object
        && (Is(message, "user", bot.User) || (bot.Bot is not null && Is(message, "bot_id", bot.Bot)));

    private static bool HasKey(JsonElement message, string key) =>
        message.TryGetProperty("metadata", out var metadata) && metadata.ValueKind is JsonValueKind.Object
        && Is(metadata, "event_type", EventType)
        && metadata.TryGetProperty("event_payload", out var payload) && payload.ValueKind is JsonValueKind.Object
        && Is(payload, "key", key)
        && message.TryGetProperty("ts", out var ts) && ts.ValueKind is JsonValueKind.String;

    private static bool Is(JsonElement owner, string name, string expected) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && value.ValueEquals(expected);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message of ours was not among the last {Pages} pages of {Channel}; it is taken as not posted.")]
        public static partial void GaveUp(ILogger logger, string channel, int pages);
    }
}
