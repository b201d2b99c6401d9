namespace SlackAgents.Core.Traces;

/// <summary>
/// What a row of the timeline is about. The numbers are stored and sent: the list is added to at its end, never changed.
/// <c>categories</c> of the viewer (<c>src/viewer/src/trace/row.ts</c>) is the same list.
/// </summary>
internal enum TraceCategory
{
    /// <summary>What a person said.</summary>
    Message = 0,
    Text = 1,
    Thinking = 2,

    /// <summary>Call of a tool that looks at files.</summary>
    Read = 3,

    /// <summary>Call of a tool that runs commands.</summary>
    Run = 4,

    /// <summary>Call of a tool that changes files.</summary>
    Edit = 5,

    /// <summary>Call of any other tool.</summary>
    Tool = 6,

    /// <summary>Of a tool call.</summary>
    Result = 7,

    /// <summary>Of a file.</summary>
    Change = 8,

    /// <summary>A todo list.</summary>
    Plan = 9,
    Answer = 10,
    Steering = 11,

    /// <summary>Asked by the agent, and the reply.</summary>
    Question = 12,

    /// <summary>Life-cycle: states and steps.</summary>
    Step = 13,
    Model = 14,
    Web = 15,

    /// <summary>Requests at the git door, pushes, tokens.</summary>
    Git = 16,

    /// <summary>Requests at the tools door.</summary>
    Tools = 17,
    Access = 18,
    Usage = 19,
    Retry = 20,
    Notice = 21,
    Error = 22,
    Session = 23,
    Unknown = 24,
}
