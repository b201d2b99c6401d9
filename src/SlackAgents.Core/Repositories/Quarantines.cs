using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>
/// One bare repository per run, where the sandbox's pushes land. It borrows the mirror's objects and has none of its
/// own but what was pushed, so it opens in no time; nothing of it reaches the host before the push policy read it.
/// </summary>
internal sealed class Quarantines(RepositoryStorage storage, GitRunner git, IOptions<GitOptions> options)
{
    /// <summary>Where a run's quarantine is, whether it exists or not.</summary>
    public string PathOf(RunId run) => Path.Combine(storage.Quarantines, $"{run}.git");

    /// <summary>
    /// Creates or reopens the quarantine of a run; what was pushed before stays. Call it while no push of the run is on
    /// its way (before a turn).
    /// </summary>
    /// <returns>Its path.</returns>
    /// <exception cref="RepositoryException">git failed.</exception>
    public async Task<string> OpenAsync(RunId run, MirrorSnapshot mirror, CancellationToken cancellationToken)
    {
        var path = PathOf(run);
        BareRepository.Prepare(path, Configuration(options.Value.MaxReceiveBytes), Path.Combine(mirror.Path, "objects"));
        BareRepository.RemoveLeftovers(path);
        BareRepository.SetHead(path, $"ref: refs/heads/{mirror.Base}\tHEAD");
        try
        {
            await git.RunAsync(new GitCommand("update-ref", $"refs/heads/{mirror.Base}", mirror.BaseSha) { Repository = path }, cancellationToken);
        }
        catch (GitException exception)
        {
            throw new RepositoryException(RepositoryFailure.GitFailed, $"The quarantine of run {run} could not be opened: {exception.Verdict}", exception);
        }

        return path;
    }

    /// <summary>The commit of a branch in the quarantine, or null when it was not pushed.</summary>
    /// <exception cref="RepositoryException">git failed.</exception>
    public async Task<string?> ReadBranchAsync(string path, string branch, CancellationToken cancellationToken)
    {
        try
        {
            return BranchName.IsValid(branch) ? await git.ReadReferenceAsync(path, $"refs/heads/{branch}", cancellationToken) : null;
        }
        catch (GitException exception)
        {
            throw new RepositoryException(RepositoryFailure.GitFailed, $"The pushed branch '{branch}' could not be read: {exception.Verdict}", exception);
        }
    }

    /// <summary>Deletes the quarantine of a run. Nothing happens when there is none.</summary>
    public Task RemoveAsync(RunId run, CancellationToken cancellationToken) =>
        Task.Run(() =>
        {
            if (Directory.Exists(PathOf(run)))
            {
                Directory.Delete(PathOf(run), recursive: true);
            }
        }, cancellationToken);

    /// <summary>Runs that have a quarantine on disk, for clean-up after a crash.</summary>
    public IReadOnlyList<RunId> List() =>
        !Directory.Exists(storage.Quarantines)
            ? []
            : [.. from path in Directory.EnumerateDirectories(storage.Quarantines, "*.git")
                  let run = RunId.TryParse(Path.GetFileNameWithoutExtension(path), out var id) ? id : null
                  where run is not null
                  select run.Value];

    /// <summary>
    /// What git itself refuses, besides what the gateway and the policy refuse: too large, broken objects, deletions.
    /// Rewriting the run's own branch is allowed, its ancestry is checked when it is published.
    /// </summary>
    private static string Configuration(long maxReceiveBytes) => string.Create(CultureInfo.InvariantCulture, $"""
        [core]
        	repositoryformatversion = 0
        	filemode = true
        	bare = true
        	hooksPath = /dev/null
        	logAllRefUpdates = false
        	alternateRefsPrefixes = refs/heads/
        [gc]
        	auto = 0
        [maintenance]
        	auto = false
        [receive]
        	maxInputSize = {maxReceiveBytes}
        	fsckObjects = true
        	denyDeletes = true
        	denyNonFastForwards = false
        	denyCurrentBranch = refuse
        	autogc = false
        	updateServerInfo = false
        	advertisePushOptions = false
        	unpackLimit = 1
        [transfer]
        	hideRefs = refs/replace

        """);
}
