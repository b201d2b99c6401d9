using SlackAgents.Core.Reasons;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>From what a wall threw to what people are told.</summary>
internal static class FailureReasons
{
    public static ReasonCode Of(RepositoryException exception) => exception.Failure switch
    {
        RepositoryFailure.NotInstalled => ReasonCode.RepositoryNotInstalled,
        RepositoryFailure.ReadOnly => ReasonCode.RepositoryReadOnly,
        RepositoryFailure.BaseMissing => ReasonCode.BaseBranchMissing,
        RepositoryFailure.NotAllowed => ReasonCode.RepositoryNotAllowed,
        RepositoryFailure.RateLimited => ReasonCode.RepositoryRateLimited,
        RepositoryFailure.Unavailable => ReasonCode.RepositoryUnavailable,
        RepositoryFailure.PushRejected => ReasonCode.PushRejectedByHost,
        RepositoryFailure.GitFailed => ReasonCode.RepositoryGitFailed,
        _ => ReasonCode.InternalError,
    };

    public static ReasonCode Of(SandboxException exception) => exception.Failure switch
    {
        SandboxFailure.EngineUnreachable => ReasonCode.EngineUnreachable,
        SandboxFailure.ImageMissing => ReasonCode.ImageMissing,
        SandboxFailure.HarnessMissing => ReasonCode.HarnessUnavailable,
        SandboxFailure.Refused => ReasonCode.SandboxRefused,
        SandboxFailure.Missing => ReasonCode.SandboxLost,
        _ => ReasonCode.InternalError,
    };
}
