using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Publishing.Authorship;

/// <summary>
/// Ties the lines of a branch to the turns that wrote them: by git's own blame, and by what the sandbox pushed in each turn.
/// A commit that no sandbox sent was made elsewhere, whoever it says wrote it.
/// </summary>
internal sealed class BranchAuthors(GitRunner git, TimeProvider time)
{
    internal const int MostFiles = 500;
    internal const int MostLines = 200_000;
    private const int MostCommits = 5_000;
    private const int MostPushes = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="path">The quarantine.</param>
    /// <param name="baseSha">Where the run started.</param>
    /// <param name="baseBranch">Its branch, which may have moved on and been merged; null when it is not known.</param>
    /// <param name="headSha">What is asked about.</param>
    /// <param name="pushes">Oldest first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RepositoryException">git failed.</exception>
    public async Task<BranchAuthorship> ReadAsync(
        string path, string baseSha, string? baseBranch, string headSha, IReadOnlyList<PushedWork> pushes, CancellationToken cancellationToken)
    {
        if (!GitReferences.IsSha(baseSha) || !GitReferences.IsSha(headSha))
        {
            throw new RepositoryException(RepositoryFailure.GitFailed, "A branch is read by its commit ids.");
        }

        try
        {
            string[] old = [baseSha, .. BranchName.IsValid(baseBranch) && await git.ReadReferenceAsync(path, $"refs/heads/{baseBranch}", cancellationToken) is { } moved ? [moved] : Array.Empty<string>()];
            var turns = await ReadTurnsAsync(path, old, headSha, pushes, cancellationToken);
            return await ReadFilesAsync(path, old, headSha, turns, cancellationToken);
        }
        catch (GitException exception)
        {
            throw new RepositoryException(RepositoryFailure.GitFailed, $"Who wrote the branch could not be read: {exception.Verdict}", exception);
        }
    }

    /// <summary>The turn of each commit that came since the base; null for those that no sandbox sent.</summary>
    private async Task<Dictionary<string, int?>> ReadTurnsAsync(
        string path, string[] old, string headSha, IReadOnlyList<PushedWork> pushes, CancellationToken cancellationToken)
    {
        var turns = new Dictionary<string, int?>(StringComparer.Ordinal);
        var known = old.ToList();
        foreach (var push in pushes.TakeLast(MostPushes).Where(push => GitReferences.IsSha(push.HeadSha)))
        {
            foreach (var commit in await CommitsAsync(push.HeadSha))
            {
                turns.TryAdd(commit, push.Turn);
            }

            known.Add(push.HeadSha);
        }

        var sent = SentObjects.Find(path, turns.Keys);
        foreach (var commit in turns.Keys.Where(commit => !sent.Contains(commit)).ToList())
        {
            turns[commit] = null;
        }

        foreach (var commit in await CommitsAsync(headSha))
        {
            turns.TryAdd(commit, null);
        }

        return turns;

        async Task<string[]> CommitsAsync(string until)
        {
            // 128: a push that was not kept.
            var result = await git.RunAsync(
                new GitCommand(["rev-list", $"--max-count={MostCommits}", until, "--not", .. known]) { Repository = path, AnswerCodes = [0, 128] }, cancellationToken);
            return result.ExitCode == 0 ? result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        }
    }

    private async Task<BranchAuthorship> ReadFilesAsync(
        string path, string[] old, string headSha, Dictionary<string, int?> turns, CancellationToken cancellationToken)
    {
        var (changed, numbers) = BranchDiffRecords.Read((await git.RunAsync(
            new GitCommand("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--diff-filter=AMT", "--numstat", old[0], headSha) { Repository = path },
            cancellationToken)).Output);
        var added = numbers.ToDictionary(one => one.Path, one => one.Additions, StringComparer.Ordinal);
        var texts = changed.Where(one => one.Mode is "100644" or "100755" && added.GetValueOrDefault(one.Path) is > 0).Select(one => one.Path).ToList();
        var files = new List<AuthoredFile>();
        var (leftOut, lines) = (0, 0);
        var began = time.GetTimestamp();
        foreach (var (file, index) in texts.Select((file, index) => (file, index)))
        {
            lines += added[file] ?? 0;
            if (index >= MostFiles || lines > MostLines || time.GetElapsedTime(began) > Patience || await BlameAsync(path, old, headSha, file, turns, cancellationToken) is not { } ranges)
            {
                leftOut++;
            }
            else if (ranges.Count > 0)
            {
                files.Add(new AuthoredFile(file, ranges));
            }
        }

        return new BranchAuthorship(headSha, files, leftOut);
    }

    /// <summary>Null when git could not tell: it took too long, or the file's name is no text.</summary>
    private async Task<IReadOnlyList<AuthoredRange>?> BlameAsync(
        string path, string[] old, string headSha, string file, Dictionary<string, int?> turns, CancellationToken cancellationToken)
    {
        try
        {
            var result = await git.RunAsync(
                new GitCommand(["blame", "--incremental", "--no-progress", .. old.Select(sha => "^" + sha), headSha, "--", file]) { Repository = path, AnswerCodes = [0, 128] }, cancellationToken);
            return result.ExitCode == 0 ? BlameLines.Read(result.Output, turns) : null;
        }
        catch (GitException exception) when (exception.TimedOut || exception.SaidTooMuch)
        {
            return null;
        }
    }
}
