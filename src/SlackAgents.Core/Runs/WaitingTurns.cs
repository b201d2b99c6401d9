namespace SlackAgents.Core.Runs;

/// <summary>The order in which waiting turns come.</summary>
internal static class WaitingTurns
{
    /// <summary>
    /// First a turn that was begun and has to be repeated, then the task itself, then what is to interrupt, then the rest;
    /// each of them as it was said.
    /// </summary>
    public static IReadOnlyList<Turn> InOrder(IEnumerable<Turn> turns) =>
        [.. turns.Where(turn => turn.State == TurnState.Waiting).OrderBy(Rank).ThenBy(turn => turn.Number)];

    private static int Rank(Turn turn) => turn switch
    {
        { StartedAt: not null } => 0,
        { Number: 1 } => 1,
        { Delivery: TurnDelivery.Interrupt } => 2,
        _ => 3,
    };
}
