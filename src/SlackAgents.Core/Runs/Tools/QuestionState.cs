namespace SlackAgents.Core.Runs.Tools;

internal enum QuestionState
{
    Open,

    Answered,

    /// <summary>A person said that the agent is to decide itself.</summary>
    Skipped,

    /// <summary>Nobody answered in time.</summary>
    TimedOut,

    /// <summary>The agent does not wait for it any more.</summary>
    Withdrawn,
}
