using Microsoft.Extensions.Logging;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Replies;

/// <summary>Sends a message in the richest form that Slack takes: as drawn, without the blocks that are not taken everywhere, as plain text.</summary>
internal sealed partial class BlockFallbacks(TimeProvider time, ILogger<BlockFallbacks> logger)
{
    private readonly RefusedBlocks _refused = new(time);

    /// <param name="send">Called again with a plainer form when Slack refuses the one before; the number says which attempt it is, from 0.</param>
    /// <exception cref="SlackException">Slack refused all of them, or for another reason.</exception>
    public async Task<T> SendAsync<T>(ReplyContent content, Func<RenderedMessage, int, Task<T>> send)
    {
        var drawn = BlockKitRenderer.Render(content, _refused.Allowed);
        try
        {
            return await send(drawn, 0);
        }
        catch (SlackException exception) when (IsRefusal(exception))
        {
            return drawn.Rich == RichBlocks.None
                ? await SendPlainAsync(content, send, 1, exception)
                : await SendPlainerAsync(content, send, drawn.Rich);
        }
    }

    private async Task<T> SendPlainerAsync<T>(ReplyContent content, Func<RenderedMessage, int, Task<T>> send, RichBlocks without)
    {
        try
        {
            var sent = await send(BlockKitRenderer.Render(content, RichBlocks.None), 1);
            _refused.Remember(without);
            Log.DrawnPlainer(logger, without, RefusedBlocks.Memory.TotalMinutes);
            return sent;
        }
        catch (SlackException exception) when (IsRefusal(exception))
        {
            return await SendPlainAsync(content, send, 2, exception);
        }
    }

    private async Task<T> SendPlainAsync<T>(ReplyContent content, Func<RenderedMessage, int, Task<T>> send, int attempt, SlackException because)
    {
        Log.MadePlain(logger, because.Message);
        return await send(new RenderedMessage(PlainTextRenderer.Render(content), []), attempt);
    }

    private static bool IsRefusal(SlackException exception) => SlackErrorCodes.Content.Contains(exception.ErrorCode);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack refused the blocks of a message, so it goes as plain text: {Reason}")]
        public static partial void MadePlain(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Information, "Slack took a message only without its blocks of the kind {Kinds}; they are drawn plainly for {Minutes} minutes.")]
        public static partial void DrawnPlainer(ILogger logger, RichBlocks kinds, double minutes);
    }
}
