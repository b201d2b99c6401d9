using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Grammar;

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

    /// <param name="Topic">One of <see cref="UsageText.Topics"/>; null for the short help.</param>
    internal sealed record Help(string? Topic = null) : AgentCommand;

    /// <param name="All">Not the person's own alone, but the channel's, or for operators everybody's.</param>
    internal sealed record List(bool All = false) : AgentCommand;

    /// <param name="RunId">Null: the person's own latest.</param>
    internal sealed record Status(RunId? RunId) : AgentCommand;

    /// <param name="RunId">Null: the person's own, if there is exactly one.</param>
    internal sealed record Stop(RunId? RunId) : AgentCommand;

    /// <summary>Nothing was said: the form for a new run, where the surface can show one, else help.</summary>
    internal sealed record NewRun : AgentCommand;

    /// <param name="RunId">Null: the person's own latest.</param>
    internal sealed record Retry(RunId? RunId) : AgentCommand;

    /// <summary>A new run with the request of another one, beginning where that one is.</summary>
    /// <param name="RunId">Null: the person's own latest, or the thread's.</param>
    /// <param name="Channel">Where it goes; null for where it was asked for.</param>
    /// <param name="Task">What is to be done instead; null for the same again.</param>
    internal sealed record Fork(RunId? RunId, string? Channel, string? Task, RunOptions Options) : AgentCommand;

    /// <summary>The last lines of what the agent did, and the link to all of it.</summary>
    internal sealed record Logs(RunId? RunId) : AgentCommand;

    /// <summary>Settings of the person or of the channel.</summary>
    internal sealed record Settings(bool OfChannel) : AgentCommand;

    /// <summary>Lets a held change go, or keeps it away.</summary>
    internal sealed record Decide(RunId? RunId, bool Approve) : AgentCommand;

    /// <summary>Whether replies of the thread reach the agent at all.</summary>
    internal sealed record Mute(RunId? RunId, bool On) : AgentCommand;

    /// <summary>A follow-up from outside the thread.</summary>
    internal sealed record Tell(RunId? RunId, TurnDelivery Delivery, string Text) : AgentCommand;

    /// <summary>Ties the person to their GitHub account, or unties them.</summary>
    internal sealed record Link(bool Undo) : AgentCommand;

    /// <summary>A token for <c>POST /api/runs</c>: a new one, or none any more.</summary>
    internal sealed record ApiToken(bool Revoke) : AgentCommand;

    /// <summary>Ends all links to the run's trace that were given out.</summary>
    internal sealed record RevokeLinks(RunId? RunId) : AgentCommand;

    /// <summary>Nothing was done.</summary>
    /// <param name="Sentence">What is wrong and what to do, for a private answer.</param>
    /// <param name="Suggestion">What was probably meant, to be typed as it is; null when nothing is near.</param>
    internal sealed record Invalid(string Sentence, string? Suggestion) : AgentCommand;
}
