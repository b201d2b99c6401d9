namespace SlackAgents.Core.Replies;

/// <summary>What a refusal means for what comes next.</summary>
internal enum ReplyFailure
{
    /// <summary>Try again later; for a post, look for the key first.</summary>
    Transient,

    /// <summary>The place is gone or closed to us: stop posting there.</summary>
    Gone,

    /// <summary>The content was refused even after it was made plain.</summary>
    Content,

    /// <summary>The message can no longer be edited.</summary>
    NotEditable,

    /// <summary>Token or scope: nothing works until an operator acts.</summary>
    NotAllowed,
}
