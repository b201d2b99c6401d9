namespace SlackAgents.Core.Runs.Context;

/// <summary>What was gathered for one turn. Written down beside its files, so that it is gathered once.</summary>
/// <param name="Conversation">The quotation as the agent reads it; null when there is none.</param>
internal sealed record TurnContext(int Turn, string? Conversation, IReadOnlyList<GivenFile> Files, RunContext Given)
{
    public static TurnContext Nothing(int turn) => new(turn, null, [], new RunContext(0, 0, 0, []));

    public bool IsNothing => Given is { Messages: 0, OfMessages: 0, Files: 0, LeftOut.Count: 0 };
}
