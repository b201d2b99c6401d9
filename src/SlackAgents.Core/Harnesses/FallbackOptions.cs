namespace SlackAgents.Core.Harnesses;

/// <summary>
/// Section <c>Harnesses:Fallback</c>: what a run goes on with, once, when its model's provider is out of credit, limits our rate
/// or is overloaded beyond the retries. Never used where a person named the agent or the model.
/// </summary>
internal sealed class FallbackOptions
{
    /// <summary>Name or alias of a harness; null for no fall-back.</summary>
    public string? Harness { get; set; }

    /// <summary>Model of it: an id, or <c>provider/model</c>. Default: the harness's own.</summary>
    public string? Model { get; set; }
}
