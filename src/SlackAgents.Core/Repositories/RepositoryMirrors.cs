using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>
/// One bare mirror per repository on the host. Runs clone from it in milliseconds and without a request to the host;
/// only a fetch ever sees a token. Reading a mirror while it is fetched is safe: objects arrive before references
/// move, and objects are never removed.
/// </summary>
internal sealed partial class RepositoryMirrors(
    RemoteGit remote, MirrorFiles files, IOptions<GitOptions> options, TimeProvider time, ILogger<RepositoryMirrors> logger) : IDisposable
{
    private readonly ConcurrentDictionary<RepositoryName, MirrorLock> _locks = new();

    /// <summary>Brings the mirror up to date and says where the base branch is.</summary>
    /// <param name="repository">The repository to fetch.</param>
    /// <param name="baseBranch">The branch to start from; the repository's default branch when null.</param>
    /// <param name="cancellationToken">Ends the fetch; the mirror stays usable.</param>
    /// <exception cref="RepositoryException">The host refused, the branch is missing, the repository is empty, or git failed.</exception>
    public async Task<MirrorSnapshot> FetchAsync(RepositoryName repository, string? baseBranch, CancellationToken cancellationToken)
    {
        var arrived = time.GetTimestamp();
        var gate = LockOf(repository);
        using var held = await gate.EnterAsync(repository, files.LockFileOf(repository), options.Value.LockTimeout, cancellationToken);
        try
        {
            var wasCloned = await UpdateAsync(repository, gate, arrived, cancellationToken);
            return await ResolveAsync(repository, baseBranch, wasCloned, cancellationToken);
        }
        catch (GitException exception)
        {
            var failure = GitFailureTriage.ToRepositoryException(exception, repository);
            // Where git's words do not give damage away, its own check does.
            if (!GitFailureTriage.IsDamage(exception)
                && !(failure.Failure is RepositoryFailure.GitFailed && await files.IsDamagedAsync(repository, cancellationToken)))
            {
                throw failure;
            }

            Log.Damaged(logger, repository, exception.Verdict);
            await CloneAsync(repository, gate, cancellationToken);
        }

        // Cloned again once; what fails now is not damage of ours.
        return await ResolveAgainAsync(repository, baseBranch, cancellationToken);
    }

    /// <summary>Where the mirror of a repository is, whether or not it has been fetched yet.</summary>
    public string PathOf(RepositoryName repository) => files.PathOf(repository);

    /// <summary>Repacks the mirrors that nobody fetches right now. Removes no object: quarantines may rest on any of them.</summary>
    public async Task MaintainAsync(CancellationToken cancellationToken)
    {
        foreach (var repository in files.List())
        {
            try
            {
                using var held = await LockOf(repository).EnterAsync(repository, files.LockFileOf(repository), TimeSpan.FromSeconds(1), cancellationToken);
                await files.RepackAsync(repository, cancellationToken);
            }
            catch (RepositoryException)
            {
                Log.Busy(logger, repository);
            }
            catch (GitException exception)
            {
                Log.RepackFailed(logger, repository, exception.Verdict);
            }
        }
    }

    public void Dispose()
    {
        foreach (var gate in _locks.Values)
        {
            gate.Dispose();
        }
    }

    private MirrorLock LockOf(RepositoryName repository) => _locks.GetOrAdd(repository, static (_, clock) => new MirrorLock(clock), time);

    /// <returns>True when it had to be cloned.</returns>
    private async Task<bool> UpdateAsync(RepositoryName repository, MirrorLock gate, long arrived, CancellationToken cancellationToken)
    {
        if (!files.Exists(repository))
        {
            await CloneAsync(repository, gate, cancellationToken);
            return true;
        }

        if (gate.FetchedFrom > arrived)
        {
            // Somebody fetched from start to end while we waited for the lock: it is as new as our own would be.
            return false;
        }

        var began = time.GetTimestamp();
        files.Repair(repository);
        await TransferAsync(repository, files.PathOf(repository), cancellationToken);
        gate.FetchedFrom = began;
        return false;
    }

    /// <summary>Clones beside and swaps: an old mirror serves its readers until the new one is complete.</summary>
    private async Task CloneAsync(RepositoryName repository, MirrorLock gate, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var fresh = files.PrepareFresh(repository);
        try
        {
            await TransferAsync(repository, fresh, cancellationToken);
        }
        catch (GitException exception)
        {
            throw GitFailureTriage.ToRepositoryException(exception, repository);
        }

        files.Replace(repository);
        gate.FetchedFrom = began;
        Log.Cloned(logger, repository, time.GetElapsedTime(began).TotalSeconds);
    }

    private Task<int> TransferAsync(RepositoryName repository, string path, CancellationToken cancellationToken) =>
        remote.WithTokenAsync(repository, TokenPurpose.Fetch, async session =>
        {
            using var size = new DirectorySizeLimit(Path.Combine(path, "objects"), options.Value.MaxMirrorBytes, time, cancellationToken);
            try
            {
                // Two independent questions to the host: asked together.
                var head = session.RunRawAsync(
                    new GitCommand("ls-remote", "--symref", session.Url, "HEAD") { Timeout = options.Value.FetchTimeout }, size.Token);
                var fetch = session.RunRawAsync(
                    new GitCommand(
                        "fetch", "--prune", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--quiet",
                        session.Url, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
                    {
                        Repository = path,
                        Timeout = options.Value.FetchTimeout,
                    },
                    size.Token);
                await Task.WhenAll(head, fetch);
                BareRepository.SetHead(path, (await head).Output);
            }
            catch (OperationCanceledException) when (size.IsExceeded)
            {
                throw new RepositoryException(
                    RepositoryFailure.GitFailed, $"{repository} is larger than {options.Value.MaxMirrorBytes / (1024 * 1024)} MB. Raise Git:MaxMirrorBytes if it should be mirrored.");
            }

            return 0;
        }, cancellationToken);

    private async Task<MirrorSnapshot> ResolveAgainAsync(RepositoryName repository, string? baseBranch, CancellationToken cancellationToken)
    {
        try
        {
            return await ResolveAsync(repository, baseBranch, wasCloned: true, cancellationToken);
        }
        catch (GitException exception)
        {
            throw GitFailureTriage.ToRepositoryException(exception, repository);
        }
    }

    private async Task<MirrorSnapshot> ResolveAsync(RepositoryName repository, string? baseBranch, bool wasCloned, CancellationToken cancellationToken)
    {
        var name = baseBranch ?? files.HeadOf(repository);
        if (BranchName.IsValid(name) && await files.ReadBranchAsync(repository, name, cancellationToken) is { } sha)
        {
            return new MirrorSnapshot(files.PathOf(repository), name, sha, wasCloned);
        }

        var branches = await files.ListBranchesAsync(repository, cancellationToken);
        throw branches.Count == 0
            ? new RepositoryException(RepositoryFailure.BaseMissing, $"{repository} is empty. Push a first commit to it, then ask again.")
            : new RepositoryException(RepositoryFailure.BaseMissing, $"{repository} has no branch '{BranchName.Printable(name)}'. {BranchName.Suggest(name, branches)}");
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Cloned {Repository} in {Seconds:0.0} s")]
        public static partial void Cloned(ILogger logger, RepositoryName repository, double seconds);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The mirror of {Repository} is damaged ({Verdict}); it is moved aside and cloned again")]
        public static partial void Damaged(ILogger logger, RepositoryName repository, string verdict);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The mirror of {Repository} is in use; it is repacked another time")]
        public static partial void Busy(ILogger logger, RepositoryName repository);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The mirror of {Repository} could not be repacked: {Verdict}")]
        public static partial void RepackFailed(ILogger logger, RepositoryName repository, string verdict);
    }
}
