using SlackAgents.Core.Policies;

namespace SlackAgents.Gateway.Providers;

/// <param name="Model">The model as the provider names it, or null when it was not said.</param>
/// <param name="IsFinal">The provider's closing count was seen; else output is at least what passed.</param>
internal sealed record MeterReading(string? Model, ModelUsage Usage, bool IsFinal)
{
    /// <summary>The provider's id of the call, where it is in the answer and not in its headers.</summary>
    public string? RequestId { get; init; }
}
