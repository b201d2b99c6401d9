namespace SlackAgents.Core.Harnesses;

/// <summary>The model of a run, or why there is none. Closed.</summary>
internal abstract record ModelSelection
{
    private ModelSelection()
    {
    }

    /// <param name="Provider">Name of the provider.</param>
    /// <param name="Model">The provider's id of the model.</param>
    internal sealed record Selected(string Provider, string Model) : ModelSelection;

    /// <param name="Code">What kind of refusal it is.</param>
    /// <param name="Sentence">Why not.</param>
    /// <param name="NextStep">What to do instead.</param>
    internal sealed record Refused(Reasons.ReasonCode Code, string Sentence, string NextStep) : ModelSelection;
}
