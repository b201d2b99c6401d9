using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>A verb, after <c>/agent</c> or a mention, and its twin in the thread of a run.</summary>
/// <param name="Form">How it is said, without what precedes it.</param>
/// <param name="InThread">How its twin is said; slash commands cannot be used in threads.</param>
/// <param name="Meaning">In a few words.</param>
/// <param name="Make">The command, from the run or the choice that was named; null for verbs with text.</param>
internal sealed record Verb(string Word, VerbArgument Argument, string Form, string InThread, string Meaning, Func<RunId?, string?, AgentCommand>? Make = null)
{
    /// <summary>Words of which one may follow.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>A word that may follow and changes nothing, because people say it along; null for none.</summary>
    public string? Object { get; init; }

    /// <summary>
    /// Whether the word alone is an order in a thread. Not where people say it to each other ("link?"), and the order
    /// opens something of one person's: then it takes the mark, or the bot has to be addressed.
    /// </summary>
    public bool IsOrderAlone { get; init; } = true;
}
