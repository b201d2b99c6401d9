namespace SlackAgents.Core.Runs;

internal enum StopResult
{
    /// <summary>The stop is stored; the sandbox is being ended.</summary>
    Stopping,

    /// <summary>It had not begun and is stopped already.</summary>
    Stopped,

    AlreadyStopping,

    /// <summary>Nothing was under way.</summary>
    AtRest,

    /// <summary>Nothing was under way, but a change waits for an approval; whoever says stop of it rejects it.</summary>
    Held,

    /// <summary>It was said before the turn under way was asked for, so another one was meant.</summary>
    TooOld,

    UnknownRun,
}
