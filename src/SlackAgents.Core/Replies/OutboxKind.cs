namespace SlackAgents.Core.Replies;

internal enum OutboxKind
{
    /// <summary>The run's root message, posted once; its <c>ts</c> is written to the run.</summary>
    Card,

    /// <summary>The card is to be redrawn from the run's state as it is when this is sent.</summary>
    CardUpdate,

    /// <summary>A new message in the run's thread: notifies.</summary>
    Message,

    /// <summary>Only one person sees it.</summary>
    Private,

    AddReaction,

    RemoveReaction,
}
