namespace SlackAgents.Core.Messages;

/// <summary>Reads what was said in Slack.</summary>
/// <remarks>Every method throws <c>ReplyException</c> when Slack refuses or does not answer.</remarks>
internal interface IMessageReader
{
    /// <summary>The thread from its root on, oldest first; where it is longer than <paramref name="limit"/>, the root and the newest.</summary>
    /// <param name="untilTs">The last message that counts; null for all.</param>
    Task<ThreadText> ReadThreadAsync(string channel, string threadTs, string? untilTs, int limit, CancellationToken cancellationToken);

    /// <summary>One message, in a thread or not; null when it is gone or cannot be seen.</summary>
    Task<SaidMessage?> FindAsync(string channel, string? threadTs, string messageTs, CancellationToken cancellationToken);

    /// <summary>Copies a file's content to <paramref name="target"/>, at most <paramref name="maxBytes"/> bytes.</summary>
    /// <returns>Bytes written; null when it is longer, gone, or not what was asked for (Slack answers with a sign-in page).</returns>
    Task<long?> DownloadAsync(string channel, MessageFile file, Stream target, long maxBytes, CancellationToken cancellationToken);
}
