namespace SlackAgents.Core.Reasons;

/// <summary>
/// Why something ended or was refused. Each code has a sentence and a next step in <see cref="ReasonCatalog"/>, and a
/// row in docs/operations.md; a test keeps the three complete.
/// </summary>
internal enum ReasonCode
{
    // The turn's end.
    Completed,
    CompletedWithoutChanges,
    StoppedByPerson,
    InterruptedByReply,
    Replaced,

    // Limits of ours.
    TimeLimit,
    SilenceLimit,
    TokenLimit,
    CostLimit,
    OutputLimit,
    DiskLimit,
    MemoryLimit,
    QueueFull,

    // The model provider, as the harness or the gateway saw it.
    ProviderKeyRejected,
    ProviderForbidden,
    ProviderOutOfCredit,
    ProviderRateLimited,
    ProviderOverloaded,
    ProviderError,
    ProviderUnreachable,
    ProviderStreamCut,
    ProviderRefusedRequest,
    ModelUnknown,
    ProviderNotConfigured,

    // The harness.
    HarnessMaxTurns,
    HarnessBudget,
    HarnessInterrupted,
    HarnessSessionLost,
    HarnessCrashed,
    HarnessProtocol,
    HarnessUnavailable,

    // The sandbox.
    EngineUnreachable,
    ImageMissing,
    SandboxRefused,
    SandboxLost,
    WorkspaceFailed,
    WorkNotHandedOver,

    // The repository.
    RepositoryNotInstalled,
    RepositoryReadOnly,
    BaseBranchMissing,
    RepositoryNotAllowed,
    RepositoryRateLimited,
    RepositoryUnavailable,
    RepositoryGitFailed,

    // Publishing.
    PushRefusedByPolicy,
    ApprovalNeeded,
    ChangesRejected,
    ApprovalExpired,
    PushRejectedByHost,
    PullRequestFailed,

    // Slack.
    ChannelUnreachable,

    // Anything that nobody foresaw.
    InternalError,
}
