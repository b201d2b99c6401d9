using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake;

/// <summary>What somebody asked for after <c>/agent</c> or a mention. Closed: these are all there are.</summary>
internal abstract record AgentCommand
{
    private AgentCommand()
    {
    }

    /// <summary>Work to do.</summary>
    /// <param name="Task">In the person's words, options and hidden characters taken out; never empty.</param>
    /// <param name="HiddenRemoved">Hidden characters that were in it, so that the card can say so.</param>
    internal sealed record Run(string Task, RunOptions Options, int HiddenRemoved) : AgentCommand;

    internal sealed record Help : AgentCommand;

    internal sealed record List : AgentCommand;

    /// <param name="RunId">Null: the person's own latest.</param>
    internal sealed record Status(RunId? RunId) : AgentCommand;

    /// <param name="RunId">Null: the person's own, if there is exactly one.</param>
    internal sealed record Stop(RunId? RunId) : AgentCommand;

    /// <summary>Nothing was done. </summary>
    /// <param name="Sentence">What is wrong and what to do, for a private answer.</param>
    /// <param name="Suggestion">What was probably meant, to be typed as it is; null when nothing is near.</param>
    internal sealed record Invalid(string Sentence, string? Suggestion) : AgentCommand;
}
