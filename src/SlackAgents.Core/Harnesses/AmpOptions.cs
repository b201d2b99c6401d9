namespace SlackAgents.Core.Harnesses;

/// <summary>Section <c>Harnesses:Amp</c>.</summary>
internal sealed class AmpOptions
{
    /// <summary>Whether it can be chosen. It needs its vendor's servers, and has not been tried against them.</summary>
    public bool Enabled { get; set; }
}
