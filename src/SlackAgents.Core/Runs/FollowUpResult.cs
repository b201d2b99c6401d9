namespace SlackAgents.Core.Runs;

internal enum FollowUpResult
{
    /// <summary>Waits for the turn that is under way.</summary>
    Taken,

    /// <summary>The run was at rest; the follow-up starts its next turn.</summary>
    Started,

    /// <summary>The same request was taken before.</summary>
    AlreadyTaken,

    /// <summary>Too many wait already.</summary>
    TooMany,

    UnknownRun,
}
