using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Pacing;

namespace SlackAgents.Slack.Replies;

/// <summary>The calls that say something: each waits for its turn and is counted.</summary>
internal sealed partial class PacedCalls(SlackApiClients clients, ReplyPacers pacers, ILogger<PacedCalls> logger)
{
    public async Task<ReplyPacer> PacerOfAsync(string channel, CancellationToken cancellationToken) =>
        pacers.Of(await clients.OfChannelAsync(channel, cancellationToken));

    /// <summary>Who types a command in a public channel need not have invited the bot there: it joins, once.</summary>
    /// <returns>The message's <c>ts</c>.</returns>
    public async Task<string> PostAsync(Message message, OutboxPriority priority, CancellationToken cancellationToken) =>
        await PostAsync(await clients.OfChannelAsync(message.Channel, cancellationToken), message, priority, cancellationToken);

    private async Task<string> PostAsync(SlackApiClient client, Message message, OutboxPriority priority, CancellationToken cancellationToken)
    {
        await pacers.Of(client).WaitForPostAsync(message.Channel, priority, cancellationToken);
        try
        {
            return await PostOnceAsync(client, message, cancellationToken);
        }
        catch (SlackException exception) when (exception.ErrorCode is "not_in_channel")
        {
            if (!await TryJoinAsync(client, message.Channel, cancellationToken))
            {
                throw;
            }

            return await PostOnceAsync(client, message, cancellationToken);
        }
    }

    /// <summary>Its turn was waited for already, see <see cref="ReplyPacer.WaitForUpdateAsync"/>.</summary>
    public async Task UpdateAsync(MessageUpdate update, OutboxPriority priority, CancellationToken cancellationToken)
    {
        var client = await clients.OfChannelAsync(update.Channel, cancellationToken);
        await client.Chat.UpdateAsync(update, cancellationToken);
        SaidMetrics.Edit(priority);
    }

    public async Task PostEphemeralAsync(EphemeralMessage message, CancellationToken cancellationToken)
    {
        var client = await clients.OfChannelAsync(message.Channel, cancellationToken);
        await pacers.Of(client).WaitForEphemeralAsync(cancellationToken);
        await client.Chat.PostEphemeralAsync(message, cancellationToken);
        SaidMetrics.Message("ephemeral");
    }

    /// <summary>In the person's own workspace.</summary>
    public async Task PostDirectlyAsync(PersonId person, Message message, CancellationToken cancellationToken)
    {
        var client = await clients.OfTeamAsync(person.Team, cancellationToken);
        var channel = await client.Conversations.OpenAsync(person.User, cancellationToken);
        await PostAsync(client, message with { Channel = channel }, OutboxPriority.Normal, cancellationToken);
    }

    public async Task AddReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken)
    {
        var client = await clients.OfChannelAsync(channel, cancellationToken);
        await pacers.Of(client).WaitForReactionAsync(cancellationToken);
        await IgnoringAsync("already_reacted", client.Reactions.AddAsync(channel, ts, name, cancellationToken));
        SaidMetrics.Reaction();
    }

    public async Task RemoveReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken)
    {
        var client = await clients.OfChannelAsync(channel, cancellationToken);
        await pacers.Of(client).WaitForReactionRemovalAsync(cancellationToken);
        await IgnoringAsync("no_reaction", client.Reactions.RemoveAsync(channel, ts, name, cancellationToken));
        SaidMetrics.Reaction();
    }

    public async Task<Uri?> GetPermalinkAsync(string channel, string ts, CancellationToken cancellationToken)
    {
        try
        {
            return await (await clients.OfChannelAsync(channel, cancellationToken)).Chat.GetPermalinkAsync(channel, ts, cancellationToken);
        }
        catch (SlackException exception) when (exception.ErrorCode is "message_not_found" or "channel_not_found")
        {
            return null;
        }
    }

    private static async Task<string> PostOnceAsync(SlackApiClient client, Message message, CancellationToken cancellationToken)
    {
        var posted = await client.Chat.PostMessageAsync(message, cancellationToken);
        SaidMetrics.Message("post");
        return posted.Ts ?? throw new SlackException("chat.postMessage", SlackErrorCodes.InvalidResponse, "chat.postMessage: Slack's answer names no message.");
    }

    private async Task<bool> TryJoinAsync(SlackApiClient client, string channel, CancellationToken cancellationToken)
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

    private static async Task IgnoringAsync(string code, Task call)
    {
        try
        {
            await call;
        }
        catch (SlackException exception) when (exception.ErrorCode == code)
        {
            // It is as it should be.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Joined {Channel} to answer there.")]
        public static partial void Joined(ILogger logger, string channel);

        [LoggerMessage(2, LogLevel.Information, "Could not join {Channel}: {Code}.")]
        public static partial void NotJoined(ILogger logger, string channel, string code);
    }
}
