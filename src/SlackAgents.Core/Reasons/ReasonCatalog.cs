namespace SlackAgents.Core.Reasons;

/// <summary>Sentence and next step of each reason.</summary>
internal static class ReasonCatalog
{
}
