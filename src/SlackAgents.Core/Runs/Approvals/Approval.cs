using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Core.Runs.Approvals;

/// <summary>A change that is held until somebody lets it go. It is bound to one commit: what comes after it is asked for anew.</summary>
internal sealed record Approval
{
    /// <summary>Turn that made the change.</summary>
    public required int Turn { get; init; }

    /// <summary>The commit, and nothing else, that may be pushed.</summary>
    public required string HeadSha { get; init; }

    /// <summary>Why somebody has to look: sentences for people that name files; bounded.</summary>
    public required IReadOnlyList<string> Why { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The limit that ended the turn, which stays its reason when the change is let go; null when the agent finished.</summary>
    public ReasonCode? Reason { get; init; }

    public string? ReasonDetail { get; init; }

    public ApprovalState State { get; init; }

    /// <summary>Display name of who decided.</summary>
    public string? DecidedBy { get; init; }

    public PersonId? DecidedById { get; init; }
}
