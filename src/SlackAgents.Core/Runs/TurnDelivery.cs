namespace SlackAgents.Core.Runs;

/// <summary>When a follow-up is to reach the agent.</summary>
internal enum TurnDelivery
{
    /// <summary>As the next turn, when the one under way has ended.</summary>
    Queue,

    /// <summary>Into the running turn, as soon as the harness can take it.</summary>
    Now,

    /// <summary>The running turn ends, and this is the next one.</summary>
    Interrupt,
}
