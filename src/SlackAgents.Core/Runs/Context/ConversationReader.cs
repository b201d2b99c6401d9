using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs.Context;

/// <summary>Reads as much of the conversation as the run asks for, and asks again while Slack is away, for a while.</summary>
internal sealed class ConversationReader(IMessageReader messages, IOptions<ContextOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="first">The run's first turn, which came of the message that asked.</param>
    /// <param name="patience">Cancelled when it has taken long enough.</param>
    public async Task<Conversation> ReadAsync(Run run, Turn first, CancellationToken patience, CancellationToken cancellationToken)
    {
        var code = "timeout";
        try
        {
            while (true)
            {
                try
                {
                    return await AskAsync(run, first, patience);
                }
                catch (ReplyException exception) when (exception.Failure == ReplyFailure.Transient)
                {
                    code = exception.Code;
                    await Task.Delay(exception.RetryAfter ?? Pause, time, patience);
                }
            }
        }
        catch (ReplyException exception)
        {
            return Conversation.Unread($"the conversation could not be read ({exception.Code})");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Conversation.Unread($"the conversation could not be read in time ({code})");
        }
    }

    /// <summary>How much is asked for, where nobody said it: the thread for what was asked in one, else the message.</summary>
    public static ContextMode ModeOf(Run run, Turn first) =>
        run.ContextMode ?? (run.ThreadTs is { } thread && thread != first.MessageTs ? ContextMode.Thread : ContextMode.Message);

    private async Task<Conversation> AskAsync(Run run, Turn first, CancellationToken cancellationToken)
    {
        var thread = run.ThreadTs ?? first.MessageTs;
        return ModeOf(run, first) switch
        {
            ContextMode.Thread when thread is not null && run.ThreadTs != first.MessageTs => await ThreadAsync(run, first, thread, cancellationToken),
            ContextMode.None => Conversation.None,
            _ when first.MessageTs is { } message => await MessageAsync(run, message, cancellationToken),
            _ => Conversation.None,
        };
    }

    private async Task<Conversation> ThreadAsync(Run run, Turn first, string thread, CancellationToken cancellationToken)
    {
        // One more than is passed on: the message that asked is among them.
        var text = await messages.ReadThreadAsync(run.Channel, thread, first.MessageTs ?? AsTs(run.CreatedAt), options.Value.MaxMessages + 1, cancellationToken);
        var asking = text.Messages.FirstOrDefault(message => message.Ts == first.MessageTs);
        var others = text.Messages.Where(message => message.Ts != first.MessageTs && !message.IsOurs).ToList();
        var uncounted = text.Messages.Count - others.Count;
        return new Conversation(others, Math.Max(others.Count, text.Total - uncounted), asking, thread, null);
    }

    private async Task<Conversation> MessageAsync(Run run, string message, CancellationToken cancellationToken)
    {
        var thread = run.ThreadTs == message ? null : run.ThreadTs;
        var asking = await messages.FindAsync(run.Channel, thread, message, cancellationToken);
        return asking is null
            ? Conversation.Unread("the message itself could not be read, so neither could what was forwarded with it")
            : new Conversation([], 0, asking, null, null);
    }

    private static string AsTs(DateTimeOffset when) => string.Create(CultureInfo.InvariantCulture, $"{when.ToUnixTimeMilliseconds() / 1000m:0.000000}");
}
