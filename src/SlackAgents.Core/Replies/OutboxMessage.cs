using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Replies;

/// <summary>
/// Something that must be said, stored in the transaction that caused it. Said at least once by the dispatcher, and
/// once in effect: posts carry <see cref="Key"/> in their metadata and are looked for before a second attempt.
/// </summary>
internal sealed record OutboxMessage
{
    /// <summary>Unique for ever, for example <c>4f9c2k7m1a/turn1/finished</c>.</summary>
    public required string Key { get; init; }

    public RunId? Run { get; init; }

    public required OutboxKind Kind { get; init; }

    public required OutboxPriority Priority { get; init; }

    public required string Channel { get; init; }

    /// <summary>Thread to post in. Null with a run: its card's thread, once the card is there (then this message waits).</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Reactions: the message they go on.</summary>
    public string? TargetTs { get; init; }

    /// <summary>Edits: the <see cref="Key"/> of the message that changes.</summary>
    public string? TargetKey { get; init; }

    /// <summary>Files: which one.</summary>
    public OutboxFile? File { get; init; }

    /// <summary>Reactions: the emoji's name.</summary>
    public string? Emoji { get; init; }

    /// <summary>Private answers: who sees it and by which way.</summary>
    public PrivateAddress? PrivateAddress { get; init; }

    /// <summary>Null for reactions, for files, and for cards, which are drawn from the run at the moment they are sent.</summary>
    public ReplyContent? Content { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
