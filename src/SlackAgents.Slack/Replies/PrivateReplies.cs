using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Replies;

/// <summary>
/// Answers one person alone, by the first way that works: the response URL (good even where the bot is not a member),
/// an ephemeral message in the channel, a direct message.
/// </summary>
internal sealed partial class PrivateReplies(PacedCalls calls, ResponseUrlClient responses, ILogger<PrivateReplies> logger)
{
    /// <exception cref="SlackException">No way worked; the last one's error.</exception>
    public async Task SendAsync(PrivateAddress address, RenderedMessage message, CancellationToken cancellationToken)
    {
        if (await TryRespondAsync(address, message, cancellationToken))
        {
            return;
        }

        if (PersonAddress.Is(address.Channel))
        {
            // Nothing is ephemeral there, and nobody else reads it.
            await SendDirectlyAsync(address.Person, message, cancellationToken);
            return;
        }

        try
        {
            await calls.PostEphemeralAsync(
                new EphemeralMessage
                {
                    Channel = address.Channel,
                    User = address.Person.User,
                    ThreadTs = address.ThreadTs,
                    Text = message.Text,
                    Blocks = Copy(message),
                },
                cancellationToken);
        }
        catch (SlackException exception) when (exception.ErrorCode is "user_not_in_channel" or "not_in_channel" or "channel_not_found" or "is_archived")
        {
            Log.FellBackToDirectMessage(logger, exception.ErrorCode);
            await SendDirectlyAsync(address.Person, message, cancellationToken);
        }
    }

    private Task SendDirectlyAsync(PersonId person, RenderedMessage message, CancellationToken cancellationToken) =>
        calls.PostDirectlyAsync(person, new Message { Channel = person.User, Text = message.Text, Blocks = Copy(message) }, cancellationToken);

    private async Task<bool> TryRespondAsync(PrivateAddress address, RenderedMessage message, CancellationToken cancellationToken)
    {
        if (address.ResponseUrl is null)
        {
            return false;
        }

        if (!responses.Accepts(address.ResponseUrl))
        {
            Log.RefusedAddress(logger);
            return false;
        }

        try
        {
            await responses.RespondAsync(
                address.ResponseUrl,
                new ResponseMessage { Text = message.Text, Blocks = Copy(message), ThreadTs = address.ThreadTs },
                cancellationToken);
            SaidMetrics.Message("response");
            return true;
        }
        catch (SlackException exception) when (exception.ErrorCode.StartsWith("http_4", StringComparison.Ordinal) && !exception.IsRateLimit)
        {
            // Used up or expired: 404 with expired_url or used_url.
            Log.ResponseUrlOver(logger, exception.ErrorCode);
            return false;
        }
    }

    /// <summary>A JSON node belongs to one tree; each way needs its own copy. No blocks is no field.</summary>
    private static System.Text.Json.Nodes.JsonArray? Copy(RenderedMessage message) =>
        message.Blocks.Count == 0 ? null : message.Blocks.DeepClone().AsArray();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A response address that is not Slack's was not used; the answer goes as an ephemeral message.")]
        public static partial void RefusedAddress(ILogger logger);

        [LoggerMessage(2, LogLevel.Debug, "The response address is no longer good ({Code}); the answer goes as an ephemeral message.")]
        public static partial void ResponseUrlOver(ILogger logger, string code);

        [LoggerMessage(3, LogLevel.Information, "An ephemeral message is not possible there ({Code}); the answer goes as a direct message.")]
        public static partial void FellBackToDirectMessage(ILogger logger, string code);
    }
}
