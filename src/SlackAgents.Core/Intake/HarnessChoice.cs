using SlackAgents.Core.Harnesses;

namespace SlackAgents.Core.Intake;

/// <param name="Provider">Name of the model's provider.</param>
/// <param name="Model">The provider's id of the model.</param>
/// <param name="IsNamed">A person named the harness or the model.</param>
internal sealed record HarnessChoice(IHarness Harness, string Provider, string Model, bool IsNamed)
{
    /// <summary>Which setting could not be followed, for the one who asked; null when all could.</summary>
    public string? Note { get; init; }
}
