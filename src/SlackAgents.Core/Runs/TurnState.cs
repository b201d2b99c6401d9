namespace SlackAgents.Core.Runs;

internal enum TurnState
{
    /// <summary>Taken, not yet given to the agent.</summary>
    Waiting,

    /// <summary>The current turn.</summary>
    Active,

    Ended,

    /// <summary>Given to the agent within another turn.</summary>
    Joined,

    /// <summary>Withdrawn before it was given to the agent.</summary>
    Cancelled,
}
