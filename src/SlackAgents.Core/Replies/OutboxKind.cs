namespace SlackAgents.Core.Replies;

internal enum OutboxKind
{
    /// <summary>The run's root message, posted once; its <c>ts</c> is written to the run.</summary>
    Card,

    /// <summary>The card is to be redrawn from the run's state as it is when this is sent.</summary>
    CardUpdate,

    /// <summary>A new message in the run's thread: notifies.</summary>
    Message,

    /// <summary>A message that was sent before changes in place, once it is there.</summary>
    Edit,

    /// <summary>A file in the run's thread.</summary>
    File,

    /// <summary>Only one person sees it.</summary>
    Private,

    AddReaction,

    RemoveReaction,
}
