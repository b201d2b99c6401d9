using System.Text.Json;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Policies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Intake;
using SlackAgents.Slack.Replies;

namespace SlackAgents.Slack.Messages;

/// <summary>Messages by <c>conversations.replies</c> and <c>conversations.history</c>, files from Slack's file host.</summary>
internal sealed class SlackMessageReader(SlackApiClients clients, IPersonDirectory directory, FileDownloads downloads) : IMessageReader
{
    public Task<ThreadText> ReadThreadAsync(string channel, string threadTs, string? untilTs, int limit, CancellationToken cancellationToken) => MappedAsync(async () =>
    {
        var client = await clients.OfChannelAsync(channel, cancellationToken);
        var bot = await client.GetIdentityAsync(cancellationToken);
        var (found, total) = await new ThreadPages(client, channel, threadTs, untilTs, Math.Max(1, limit)).ReadAsync(cancellationToken);
        var said = Reader(bot);
        var messages = new List<SaidMessage>(found.Count);
        foreach (var message in found)
        {
            messages.Add(await said.ReadAsync(message, cancellationToken));
        }

        return new ThreadText(messages, total);
    });

    public Task<SaidMessage?> FindAsync(string channel, string? threadTs, string messageTs, CancellationToken cancellationToken) => MappedAsync(async () =>
    {
        var client = await clients.OfChannelAsync(channel, cancellationToken);
        var bot = await client.GetIdentityAsync(cancellationToken);
        var found = threadTs is null || threadTs == messageTs
            ? await InHistoryAsync(client, channel, messageTs, cancellationToken) ?? await InThreadAsync(client, channel, messageTs, messageTs, cancellationToken)
            : await InThreadAsync(client, channel, threadTs, messageTs, cancellationToken);
        return found is { } message ? await Reader(bot).ReadAsync(message, cancellationToken) : null;
    });

    public Task<long?> DownloadAsync(string channel, MessageFile file, Stream target, long maxBytes, CancellationToken cancellationToken) =>
        MappedAsync(() => downloads.CopyAsync(channel, file, target, maxBytes, cancellationToken));

    private SaidMessages Reader(BotIdentity bot) => new(bot, new NamedPeople(directory, bot.Team));

    private static Task<JsonElement?> InHistoryAsync(SlackApiClient client, string channel, string ts, CancellationToken cancellationToken) => OneAsync(
        ts,
        () => client.Conversations.HistoryAsync(new HistoryQuery { Channel = channel, Oldest = ts, Latest = ts, Limit = 1, IncludeAllMetadata = false }, cancellationToken));

    /// <summary>Slack takes the <c>ts</c> of any message of a thread for the thread's.</summary>
    private static Task<JsonElement?> InThreadAsync(SlackApiClient client, string channel, string threadTs, string ts, CancellationToken cancellationToken) => OneAsync(
        ts,
        // Two: the root may come first whatever was asked for.
        () => client.Conversations.RepliesAsync(new RepliesQuery { Channel = channel, Ts = threadTs, Oldest = ts, Latest = ts, Limit = 2, IncludeAllMetadata = false }, cancellationToken));

    private static async Task<JsonElement?> OneAsync(string ts, Func<Task<MessagesPage>> ask)
    {
        try
        {
            var page = await ask();
            return (page.Messages ?? []).Where(message => message.Text("ts") == ts && SaidMessages.IsSaid(message)).Select(message => (JsonElement?)message).FirstOrDefault();
        }
        catch (SlackException exception) when (exception.ErrorCode is "thread_not_found" or "message_not_found" or "channel_not_found" or "not_in_channel")
        {
            return null;
        }
    }

    private static async Task<T> MappedAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (SlackException exception)
        {
            throw ReplyFailureMapping.Map(exception);
        }
    }
}
