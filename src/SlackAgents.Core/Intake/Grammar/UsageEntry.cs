namespace SlackAgents.Core.Intake.Grammar;

/// <param name="Form">What one types.</param>
/// <param name="Meaning">What it does, in a few words.</param>
internal sealed record UsageEntry(string Form, string Meaning);
