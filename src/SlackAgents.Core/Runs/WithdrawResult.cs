namespace SlackAgents.Core.Runs;

internal enum WithdrawResult
{
    /// <summary>The run never took this message, or not from this person, or it was withdrawn before.</summary>
    NotTaken,

    /// <summary>The agent will not be given it.</summary>
    Withdrawn,

    /// <summary>The agent has it, or may have it.</summary>
    Delivered,
}
