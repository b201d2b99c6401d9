using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Pacing;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Replies;

/// <summary>Says things in Slack: rendered, paced, and made plain once when Slack refuses the blocks.</summary>
internal sealed partial class SlackReplyChannel(
    SlackApiClient client,
    FilesApi files,
    ReplyPacer pacer,
    MessageFinder finder,
    PrivateReplies privateReplies,
    ILogger<SlackReplyChannel> logger) : IReplyChannel
{
    private const int MaxFileName = 200;
    private const int MaxFileTitle = 255;

    public Task<string> PostAsync(string channel, string? threadTs, ReplyContent content, string key, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            await pacer.WaitForPostAsync(channel, OutboxPriority.Normal, cancellationToken);
            var rendered = BlockKitRenderer.Render(content);
            var message = new Message
            {
                Channel = channel,
                ThreadTs = threadTs,
                Text = rendered.Text,
                Blocks = rendered.Blocks.Count == 0 ? null : rendered.Blocks,
                Metadata = new MessageMetadata(MessageFinder.EventType, new MessageKey(key, ReadRun(key))),
            };
            try
            {
                return await PostOrJoinAsync(message, cancellationToken);
            }
            catch (SlackException exception) when (SlackErrorCodes.Content.Contains(exception.ErrorCode))
            {
                Log.MadePlain(logger, exception.Message);
                var plain = message with { Text = PlainTextRenderer.Render(content), Blocks = null };
                return await PostOrJoinAsync(plain, cancellationToken);
            }
        });

    public Task<string?> FindByKeyAsync(string channel, string? threadTs, string key, DateTimeOffset since, CancellationToken cancellationToken) =>
        GuardAsync(() => finder.FindAsync(channel, threadTs, key, since, cancellationToken));

    public Task UpdateAsync(string channel, string ts, ReplyContent content, CancellationToken cancellationToken) =>
        UpdateAsync(channel, ts, content, OutboxPriority.Low, cancellationToken);

    public Task UpdateAsync(string channel, string ts, ReplyContent content, OutboxPriority priority, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            await pacer.WaitForUpdateAsync(priority, cancellationToken);
            var rendered = BlockKitRenderer.Render(content);
            var update = new MessageUpdate { Channel = channel, Ts = ts, Text = rendered.Text, Blocks = rendered.Blocks };
            try
            {
                await client.Chat.UpdateAsync(update, cancellationToken);
            }
            catch (SlackException exception) when (SlackErrorCodes.Content.Contains(exception.ErrorCode))
            {
                Log.MadePlain(logger, exception.Message);
                await client.Chat.UpdateAsync(update with { Text = PlainTextRenderer.Render(content), Blocks = [] }, cancellationToken);
            }

            return ts;
        });

    public Task PostPrivatelyAsync(PrivateAddress address, ReplyContent content, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            try
            {
                await privateReplies.SendAsync(address, BlockKitRenderer.Render(content), cancellationToken);
            }
            catch (SlackException exception) when (SlackErrorCodes.Content.Contains(exception.ErrorCode))
            {
                Log.MadePlain(logger, exception.Message);
                await privateReplies.SendAsync(address, new RenderedMessage(PlainTextRenderer.Render(content), new JsonArray()), cancellationToken);
            }

            return true;
        });

    public Task AddReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken) =>
        GuardAsync(async () => await IgnoringAsync("already_reacted", client.Reactions.AddAsync(channel, ts, name, cancellationToken)));

    public Task RemoveReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken) =>
        GuardAsync(async () => await IgnoringAsync("no_reaction", client.Reactions.RemoveAsync(channel, ts, name, cancellationToken)));

    public Task UploadFileAsync(string channel, string? threadTs, OutboxFile file, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            await pacer.WaitForPostAsync(channel, OutboxPriority.Normal, cancellationToken);
            await files.UploadAsync(channel, threadTs, file.Path, SlackWriting.Plain(file.Name, MaxFileName), SlackWriting.Plain(file.Title, MaxFileTitle), file.Comment, cancellationToken);
            return true;
        });

    public Task<bool> HasFileAsync(string channel, string? threadTs, string comment, DateTimeOffset since, CancellationToken cancellationToken) =>
        GuardAsync(() => finder.HasTextAsync(channel, threadTs, comment, since, cancellationToken));

    public Task<Uri?> GetPermalinkAsync(string channel, string ts, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            try
            {
                return await client.Chat.GetPermalinkAsync(channel, ts, cancellationToken);
            }
            catch (SlackException exception) when (exception.ErrorCode is "message_not_found" or "channel_not_found")
            {
                return null;
            }
        });

    /// <summary>Who types a command in a public channel need not have invited the bot there: it joins, once.</summary>
    private async Task<string> PostOrJoinAsync(Message message, CancellationToken cancellationToken)
    {
        try
        {
            return await PostOnceAsync(message, cancellationToken);
        }
        catch (SlackException exception) when (exception.ErrorCode is "not_in_channel")
        {
            if (!await TryJoinAsync(message.Channel, cancellationToken))
            {
                throw;
            }

            return await PostOnceAsync(message, cancellationToken);
        }
    }

    private async Task<string> PostOnceAsync(Message message, CancellationToken cancellationToken)
    {
        var posted = await client.Chat.PostMessageAsync(message, cancellationToken);
        return posted.Ts ?? throw new SlackException("chat.postMessage", SlackErrorCodes.InvalidResponse, "chat.postMessage: Slack's answer names no message.");
    }

    private async Task<bool> TryJoinAsync(string channel, CancellationToken cancellationToken)
    {
        try
        {
            await client.Conversations.JoinAsync(channel, cancellationToken);
            Log.Joined(logger, channel);
            return true;
        }
        catch (SlackException exception) when (!exception.IsRateLimit && !exception.IsUnsure)
        {
            // Private, archived, or the scope channels:join was not given: the caller's own error says what to do.
            Log.NotJoined(logger, channel, exception.ErrorCode);
            return false;
        }
    }

    private static async Task<bool> IgnoringAsync(string code, Task call)
    {
        try
        {
            await call;
            return true;
        }
        catch (SlackException exception) when (exception.ErrorCode == code)
        {
            return false;
        }
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (SlackException exception)
        {
            throw ReplyFailureMapping.Map(exception);
        }
    }

    private static string? ReadRun(string key) => RunId.TryParse(key.Split('/')[0], out var run) ? run.ToString() : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack refused the blocks of a message, so it goes as plain text: {Reason}")]
        public static partial void MadePlain(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "Joined {Channel} to answer there.")]
        public static partial void Joined(ILogger logger, string channel);

        [LoggerMessage(3, LogLevel.Information, "Could not join {Channel}: {Code}.")]
        public static partial void NotJoined(ILogger logger, string channel, string code);
    }
}
