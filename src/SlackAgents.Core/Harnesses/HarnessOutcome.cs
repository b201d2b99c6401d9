using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Harnesses;

/// <summary>How a turn ended.</summary>
/// <param name="Reason"><see cref="ReasonCode.Completed"/>, or why not.</param>
/// <param name="Detail">The harness's own words on a failure, bounded; data, not ours.</param>
/// <param name="Answer">Final text of the agent; empty when there is none.</param>
/// <param name="SessionId">Session to resume, when the harness made one.</param>
internal sealed record HarnessOutcome(
    ReasonCode Reason,
    string? Detail,
    string Answer,
    string? SessionId,
    int ModelTurns,
    decimal? ReportedCostUsd);
