namespace SlackAgents.Core.Reasons;

/// <summary>What people are told about a reason code.</summary>
/// <param name="Sentence">What happened, one sentence.</param>
/// <param name="NextStep">What to do now, one sentence.</param>
/// <param name="CanRetry">Whether doing the same again can help.</param>
internal sealed record Reason(string Sentence, string NextStep, bool CanRetry);
