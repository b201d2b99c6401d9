using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Core.Runs.Tools;

namespace SlackAgents.Core.Runs;

/// <summary>One run as stored. Immutable; the state changer is the only one who replaces it.</summary>
internal sealed record Run
{
    public const int MaxFeedback = 20;

    public required RunId Id { get; init; }

    /// <summary>Raised by one with each change.</summary>
    public int Version { get; init; }

    public required RunState State { get; init; }

    /// <summary>Why it is at rest, or why it is stopping; null while nothing ended.</summary>
    public ReasonCode? Reason { get; init; }

    /// <summary>Evidence for the reason, bounded; data, not ours.</summary>
    public string? ReasonDetail { get; init; }

    /// <summary>When a person said stop, while it is stopping for that: what was said later goes on. Null for other stops.</summary>
    public SaidAt? StopSaid { get; init; }

    public required Requester Requester { get; init; }

    /// <summary>Where a private answer about this run goes.</summary>
    public required PrivateAddress ReplyTo { get; init; }

    public required string Channel { get; init; }

    /// <summary><c>ts</c> of the card, root of the thread; null until it is posted.</summary>
    public string? CardTs { get; init; }

    /// <summary>Root of the thread when the run was asked for inside one; else null and the card is the root.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>First line of the task, at most 80 characters.</summary>
    public required string Title { get; init; }

    public required RepositoryName Repository { get; init; }

    /// <summary>How the repository was chosen, for the card: <c>you named it</c>, <c>channel default</c>.</summary>
    public required string RepositoryChoice { get; init; }

    /// <summary>Base branch; null until the repository was asked for its default.</summary>
    public string? Base { get; init; }

    /// <summary>Commit of the base that the work started from.</summary>
    public string? BaseSha { get; init; }

    /// <summary>The only branch this run ever pushes.</summary>
    public required string Branch { get; init; }

    public required string Harness { get; init; }

    public required string Model { get; init; }

    /// <summary>Name of the model's provider.</summary>
    public string Provider { get; init; } = "anthropic";

    /// <summary>A person named the agent or the model: then the run never falls back to another.</summary>
    public bool AgentNamed { get; init; }

    /// <summary>What the run began with before it fell back, as <c>harness · model</c>; null when it did not.</summary>
    public string? FellBackFrom { get; init; }

    /// <summary>When a reply in the thread reaches the agent if it does not say so itself.</summary>
    public TurnDelivery Steering { get; init; }

    /// <summary>Turns that wait besides the current one. The state changer counts them.</summary>
    public int WaitingReplies { get; init; }

    /// <summary><c>push=off</c> makes this false.</summary>
    public bool Push { get; init; } = true;

    /// <summary>UUID of the harness session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The session exists in the sandbox and can be resumed.</summary>
    public bool SessionStarted { get; init; }

    /// <summary>The session that the host keeps a file of, to give to another sandbox; null when it keeps none.</summary>
    public string? KeptSession { get; init; }

    public SandboxId? Sandbox { get; init; }

    /// <summary>Number of the current or last turn, from 1.</summary>
    public int Turn { get; init; } = 1;

    /// <summary>Commit on GitHub's branch, as we pushed it last.</summary>
    public string? PushedSha { get; init; }

    public int? PullRequestNumber { get; init; }

    public Uri? PullRequestUrl { get; init; }

    /// <summary>The turn that opened the pull request; null for none, and for runs of older versions.</summary>
    public int? PullRequestTurn { get; init; }

    /// <summary>Metered by the gateway over all turns.</summary>
    public RunUsage Usage { get; init; } = RunUsage.None;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the state was entered.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>When the current turn began to prepare; null while queued.</summary>
    public DateTimeOffset? TurnStartedAt { get; init; }

    /// <summary>Final text of the last turn, bounded.</summary>
    public string? Answer { get; init; }

    /// <summary>What the last turn left besides; null while it goes on and when it never spoke.</summary>
    public TurnReport? Report { get; init; }

    /// <summary>What people think of it: one word of each, the latest, up to <see cref="MaxFeedback"/>; null while nobody said one.</summary>
    public IReadOnlyList<RunFeedback>? Feedback { get; init; }

    /// <summary>Place in the sandbox output where the current turn begins (<see cref="Sandboxes.OutputCursor"/>); null for the first.</summary>
    public string? TurnCursor { get; init; }

    /// <summary>What the agent asked for with the built-in tools; null for nothing.</summary>
    public RunToolUse? ToolUse { get; init; }

    /// <summary>What the branch changes against its base; null until something was pushed to the quarantine.</summary>
    public BranchSummary? Changes { get; init; }

    /// <summary>Where it was asked for.</summary>
    public RequestSurface Surface { get; init; }

    /// <summary>What was asked for besides the task, so that the same can be asked again.</summary>
    public ContextMode? ContextMode { get; init; }

    /// <summary>What the agent was given of the conversation; null while nothing was gathered.</summary>
    public RunContext? Context { get; init; }

    /// <summary>Replies of the thread do not reach the agent.</summary>
    public bool Muted { get; init; }

    /// <summary>Links to the trace are good when they are of this generation; revoking them raises it.</summary>
    public int LinkGeneration { get; init; }

    /// <summary>The run whose request this one repeats; null for a run of its own.</summary>
    public RunId? ForkedFrom { get; init; }

    /// <summary>The run that took this one's place, for example in another repository; null for none.</summary>
    public RunId? ReplacedBy { get; init; }

    /// <summary>What became of the pull request, as GitHub told; null while it is as we left it.</summary>
    public PullRequestState? PullRequestState { get; init; }

    /// <summary>What GitHub's checks say of the pushed commit; null while they say nothing.</summary>
    public CheckSummary? Checks { get; init; }

    /// <summary>A change that was held for somebody to decide on, the latest; null for none.</summary>
    public Approval? Approval { get; init; }

    /// <summary>Which of its messages mention the requester.</summary>
    public NotificationChoice Notifications { get; init; }

    /// <summary>Thread that replies go to; null until the card is posted.</summary>
    public string? ReplyThread => ThreadTs ?? CardTs;

    /// <summary>No turn is under way or waiting.</summary>
    public bool AtRest => State is RunState.Held or RunState.Finished or RunState.Failed or RunState.Stopped;

    /// <summary>Slack user id that a question mentions; null for nobody.</summary>
    public string? MentionAtQuestion => Notifications == NotificationChoice.Nothing ? null : Requester.Person.User;

    /// <summary>Slack user id that the message about the end of a turn mentions; null for nobody.</summary>
    public string? MentionAtEnd(RunState ended) => Notifications switch
    {
        NotificationChoice.Everything => Requester.Person.User,
        NotificationChoice.Attention when ended == RunState.Failed || (ended == RunState.Stopped && Reason != ReasonCode.StoppedByPerson) => Requester.Person.User,
        _ => null,
    };
}
