using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Repositories;

/// <summary>
/// Pushes an admitted commit from the quarantine to the host: only to the run's own branch, never forced, never a
/// deletion. Safe to repeat: after a crash the second call finds the commit there.
/// </summary>
internal sealed partial class BranchPusher(RemoteGit remote, GitRunner git, IOptions<GitOptions> options, ILogger<BranchPusher> logger)
{
    /// <exception cref="RepositoryException">The branch is not the run's own, somebody else pushed to it, the host refused, or git failed.</exception>
    public async Task<PushResult> PushAsync(BranchPush push, CancellationToken cancellationToken)
    {
        // Before anything is minted: nothing that follows could undo a push to a wrong branch.
        if (!AgentBranch.IsOf(push.Run, push.Branch))
        {
            throw Refused($"'{BranchName.Printable(push.Branch)}' is not a branch of run {push.Run}. Only {AgentBranch.Prefix}{push.Run}-… may be pushed.");
        }

        if (!GitReferences.IsSha(push.Sha))
        {
            throw Refused("What shall be pushed is not named by a commit id.");
        }

        try
        {
            return await remote.WithTokenAsync(push.Repository, push.ChangesWorkflows ? TokenPurpose.PushWorkflows : TokenPurpose.Push, session => PushAsync(push, session, cancellationToken), cancellationToken);
        }
        catch (GitException exception)
        {
            throw PushRejection.Describe(exception.Errors) is { } sentence
                ? Refused(sentence, exception)
                : GitFailureTriage.ToRepositoryException(exception, push.Repository);
        }
    }

    private async Task<PushResult> PushAsync(BranchPush push, RemoteGit.Session session, CancellationToken cancellationToken)
    {
        var reference = $"refs/heads/{push.Branch}";
        var listed = await session.RunRawAsync(new GitCommand("ls-remote", session.Url, reference) { Timeout = options.Value.PushTimeout }, cancellationToken);
        var there = listed.Output.Split('\n').FirstOrDefault(line => line.EndsWith('\t' + reference, StringComparison.Ordinal))?.Split('\t')[0];
        if (there == push.Sha)
        {
            Log.AlreadyThere(logger, push.Branch, push.Sha);
            return new PushResult(push.Sha, AlreadyThere: true);
        }

        if (there is not null && !await ContainsAsync(push, there, cancellationToken))
        {
            throw Refused(there == push.ExpectedRemoteSha
                ? $"The agent rewrote commits of {push.Branch} that are on the host already; the branch is never overwritten. Ask it to build on {there[..7]}."
                : $"Somebody else pushed {there[..7]} to {push.Branch}; nothing of theirs is overwritten. Start a new run from that branch, or take the commit away.");
        }

        await session.RunRawAsync(
            new GitCommand("push", "--no-progress", "--no-follow-tags", "--no-verify", session.Url, $"{push.Sha}:{reference}")
            {
                Repository = push.QuarantinePath,
                Timeout = options.Value.PushTimeout,
            },
            cancellationToken);
        Log.Pushed(logger, push.Branch, push.Sha);
        return new PushResult(push.Sha, AlreadyThere: false);
    }

    /// <summary>True when the pushed commit has the remote's commit behind it, so that nothing is lost.</summary>
    private async Task<bool> ContainsAsync(BranchPush push, string remoteSha, CancellationToken cancellationToken)
    {
        // 128: the commit is not known here at all, so it is somebody else's.
        var result = await git.RunAsync(
            new GitCommand("merge-base", "--is-ancestor", remoteSha, push.Sha) { Repository = push.QuarantinePath, AnswerCodes = [0, 1, 128] }, cancellationToken);
        return result.ExitCode == 0;
    }

    private static RepositoryException Refused(string message, Exception? inner = null) => new(RepositoryFailure.PushRejected, message, inner);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Pushed {Branch} at {Sha}")]
        public static partial void Pushed(ILogger logger, string branch, string sha);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Branch} is at {Sha} on the host already")]
        public static partial void AlreadyThere(ILogger logger, string branch, string sha);
    }
}
