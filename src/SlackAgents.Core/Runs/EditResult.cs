namespace SlackAgents.Core.Runs;

internal enum EditResult
{
    /// <summary>The run never took this message, or not from this person, or it was withdrawn.</summary>
    NotTaken,

    /// <summary>The text is the same.</summary>
    Unchanged,

    /// <summary>The agent will be given the new text instead.</summary>
    Replaced,

    /// <summary>The agent has the old text and is told of the change.</summary>
    Corrected,

    /// <summary>The agent has the old text and the run is muted.</summary>
    Muted,

    /// <summary>The agent has the old text, and has gone on to other things and ended.</summary>
    TooLate,

    /// <summary>Too many replies wait already.</summary>
    TooMany,
}
