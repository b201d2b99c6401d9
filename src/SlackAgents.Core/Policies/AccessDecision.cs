namespace SlackAgents.Core.Policies;

/// <param name="Sentence">Why not, and whom to ask; null when allowed.</param>
/// <param name="DisplayName">The person's name as Slack has it, when known.</param>
internal sealed record AccessDecision(bool Allowed, string? Sentence, string DisplayName);
