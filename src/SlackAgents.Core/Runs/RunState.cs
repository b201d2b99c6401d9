namespace SlackAgents.Core.Runs;

/// <summary>Where a run is. Held, Finished, Failed and Stopped are at rest: a follow-up starts the next turn from there.</summary>
internal enum RunState
{
    /// <summary>Accepted and waiting for a free sandbox.</summary>
    Queued,

    /// <summary>Fetching the repository, making and starting the sandbox.</summary>
    Preparing,

    /// <summary>The harness works.</summary>
    Running,

    /// <summary>Somebody asked to stop, or a limit was hit; the sandbox is being ended.</summary>
    Stopping,

    /// <summary>The turn ended; its commits are checked, pushed and put into a pull request.</summary>
    Publishing,

    /// <summary>The turn ended; its changes wait for somebody's approval. At rest.</summary>
    Held,

    /// <summary>The last turn ended well.</summary>
    Finished,

    /// <summary>The last turn failed; the reason says why.</summary>
    Failed,

    /// <summary>The last turn was stopped by a person or a limit.</summary>
    Stopped,
}
