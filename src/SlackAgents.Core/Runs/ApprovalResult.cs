namespace SlackAgents.Core.Runs;

/// <param name="Decided">Whether the decision counts.</param>
/// <param name="Sentence">What happened, for the person alone.</param>
internal sealed record ApprovalResult(bool Decided, string Sentence);
