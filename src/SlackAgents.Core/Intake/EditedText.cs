using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>What an edited message means for the run that took it. Closed.</summary>
internal abstract record EditedText
{
    private EditedText()
    {
    }

    /// <summary>Nothing that could be passed on: an order, or an empty text.</summary>
    internal sealed record Nothing : EditedText;

    /// <summary>It is no longer meant for the agent.</summary>
    internal sealed record Aside : EditedText;

    internal sealed record Unusable(string Sentence) : EditedText;

    /// <param name="Text">Without options and steering words; never empty.</param>
    internal sealed record Said(string Text, TurnDelivery? Delivery, ParsedOptions Parsed) : EditedText;
}
