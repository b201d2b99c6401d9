using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Replies;

/// <summary>The wall to Slack's Web API, in the words of this product.</summary>
/// <remarks>Every method throws <see cref="ReplyException"/> when Slack refuses or does not answer.</remarks>
internal interface IReplyChannel
{
    /// <summary>Posts a new message. <paramref name="key"/> travels in the message's metadata.</summary>
    /// <returns>The message's <c>ts</c>.</returns>
    Task<string> PostAsync(string channel, string? threadTs, ReplyContent content, string key, OutboxPriority priority, CancellationToken cancellationToken);

    /// <summary>
    /// The <c>ts</c> of a message of ours that carries <paramref name="key"/>, or null. Posting is not idempotent at Slack,
    /// so this is asked before anything is posted a second time.
    /// </summary>
    Task<string?> FindByKeyAsync(string channel, string? threadTs, string key, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a message in place. All runs share one budget of edits: while it is short, the higher priority goes first.
    /// Edits of one message go one after the other.
    /// </summary>
    /// <param name="draw">Asked when the edit's turn has come, so that what waited shows the truth of then; null: there is nothing to change.</param>
    Task UpdateAsync(string channel, string ts, Func<CancellationToken, Task<ReplyContent?>> draw, OutboxPriority priority, CancellationToken cancellationToken);

    /// <inheritdoc cref="UpdateAsync(string, string, Func{CancellationToken, Task{ReplyContent?}}, OutboxPriority, CancellationToken)"/>
    Task UpdateAsync(string channel, string ts, ReplyContent content, OutboxPriority priority, CancellationToken cancellationToken) =>
        UpdateAsync(channel, ts, _ => Task.FromResult<ReplyContent?>(content), priority, cancellationToken);

    /// <summary>Only this person sees it: by the response URL while that is good, else as an ephemeral message.</summary>
    Task PostPrivatelyAsync(PrivateAddress address, ReplyContent content, CancellationToken cancellationToken);

    /// <param name="name">Emoji name without colons. One that is there already is a success.</param>
    Task AddReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken);

    /// <summary>Removes a reaction of ours; one that is not there is a success.</summary>
    Task RemoveReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken);

    /// <summary>Posts a file with its comment. Not idempotent at Slack: see <see cref="HasFileAsync"/>.</summary>
    Task UploadFileAsync(string channel, string? threadTs, OutboxFile file, CancellationToken cancellationToken);

    /// <summary>Whether a message of ours with this comment is there; asked before a file is posted a second time.</summary>
    Task<bool> HasFileAsync(string channel, string? threadTs, string comment, DateTimeOffset since, CancellationToken cancellationToken);

    Task<Uri?> GetPermalinkAsync(string channel, string ts, CancellationToken cancellationToken);
}
