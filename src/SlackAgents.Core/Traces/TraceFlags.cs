namespace SlackAgents.Core.Traces;

/// <summary>What the timeline has to know of a row besides its category. Stored and sent as a number, like the category.</summary>
[Flags]
internal enum TraceFlags
{
    None = 0,

    /// <summary>Something failed.</summary>
    Bad = 1,

    /// <summary>A piece: the next one, with nothing of the agent between them, goes on in the same text.</summary>
    Partial = 2,

    /// <summary>The host says it, not the agent: it does not part the pieces of a text.</summary>
    Aside = 4,

    /// <summary>Shown only on demand: it repeats what was seen.</summary>
    Hidden = 8,

    /// <summary>Our side refused it.</summary>
    Refused = 16,
}
