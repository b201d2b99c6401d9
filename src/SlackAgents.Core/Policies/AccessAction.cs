namespace SlackAgents.Core.Policies;

/// <summary>What a person wants to do.</summary>
internal enum AccessAction
{
    /// <summary>Start a run, or list runs.</summary>
    Start,

    /// <summary>Send a follow-up to a run.</summary>
    Steer,

    /// <summary>Stop or retry a run.</summary>
    Control,

    /// <summary>Ask for a run's status.</summary>
    See,

    /// <summary>Let a held change go to GitHub, or keep it away.</summary>
    Approve,

    /// <summary>Change a channel's settings.</summary>
    Configure,
}
