namespace SlackAgents.Core.Replies;

/// <summary>Higher goes first when the pace is limited.</summary>
internal enum OutboxPriority
{
    /// <summary>Progress.</summary>
    Low = 0,

    Normal = 1,

    /// <summary>The end of a turn: nobody may wait for it behind progress.</summary>
    Terminal = 2,

    /// <summary>The sign that somebody's stop was heard.</summary>
    Urgent = 3,
}
