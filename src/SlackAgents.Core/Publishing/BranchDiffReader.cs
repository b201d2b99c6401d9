using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Publishing;

/// <summary>
/// Reads from a quarantine what a pushed branch really is. Also the history, not only the end: what a later commit takes
/// back would still be published. Commits that the mirror knows already came from the host and are not read again.
/// </summary>
internal sealed class BranchDiffReader(GitRunner git, IOptions<PublishingOptions> options)
{
    private const int MostLinks = 100;
    private const long MostPatchBytes = 256L * 1024 * 1024;
    private const string EmptyMode = "000000";

    /// <param name="path">The quarantine.</param>
    /// <param name="baseSha">Where the run started.</param>
    /// <param name="headSha">What was pushed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RepositoryException">git failed; a branch that is too large to be read is no failure but <see cref="BranchDiff.Unread"/>.</exception>
    public async Task<BranchDiff> ReadAsync(string path, string baseSha, string headSha, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadCoreAsync(path, baseSha, headSha, cancellationToken);
        }
        catch (GitException exception) when (exception.SaidTooMuch || exception.TimedOut)
        {
            var reason = exception.TimedOut ? "it takes too long" : "it changes too much";
            return new BranchDiff(baseSha, headSha, DescendsFromBase: true, 0, [new("?", BranchDiffChange.Modified, 0, 0, false, EmptyMode, 0)], 0, (0, ""), [], reason);
        }
        catch (GitException exception)
        {
            throw new RepositoryException(RepositoryFailure.GitFailed, $"The pushed branch could not be read: {exception.Verdict}", exception);
        }
    }

    private async Task<BranchDiff> ReadCoreAsync(string path, string baseSha, string headSha, CancellationToken cancellationToken)
    {
        if (!GitReferences.IsSha(baseSha) || !GitReferences.IsSha(headSha))
        {
            throw new RepositoryException(RepositoryFailure.GitFailed, "A branch is read by its commit ids.");
        }

        var ancestry = await git.RunAsync(
            new GitCommand("merge-base", "--is-ancestor", baseSha, headSha) { Repository = path, AnswerCodes = [0, 1] }, cancellationToken);
        var commits = await git.RunAsync(new GitCommand("rev-list", "--count", $"{baseSha}..{headSha}") { Repository = path }, cancellationToken);
        var (end, numbers) = BranchDiffRecords.Read(
            (await git.RunAsync(new GitCommand(["diff-tree", "-r", .. Diff, "--numstat", baseSha, headSha]) { Repository = path }, cancellationToken)).Output);
        var (history, _) = BranchDiffRecords.Read(
            (await git.RunAsync(new GitCommand(["log", .. Diff, "--format=tformat:", .. Range(baseSha, headSha)]) { Repository = path }, cancellationToken)).Output);

        var sizes = await ReadSizesAsync(path, [.. end, .. history], cancellationToken);
        var targets = await ReadLinksAsync(path, [.. end, .. history], sizes, cancellationToken);
        var largest = history.Concat(end).Select(raw => (Bytes: sizes.GetValueOrDefault(raw.Sha), raw.Path)).DefaultIfEmpty((Bytes: 0L, Path: "")).MaxBy(one => one.Bytes);
        var total = sizes.Values.Sum();
        var (secrets, unread) = total <= options.Value.MaxBytes
            ? await ScanAsync(path, baseSha, headSha, cancellationToken)
            : ([], null);
        return new BranchDiff(
            baseSha,
            headSha,
            ancestry.ExitCode == 0,
            int.Parse(commits.Output, CultureInfo.InvariantCulture),
            Files(end, history, numbers, sizes, targets),
            total,
            largest,
            secrets,
            unread ?? (targets is null ? $"it has more than {MostLinks} symbolic links" : null));
    }

    /// <summary>No renames: a file that moved is one that went and one that came. Nothing of the repository's own is run.</summary>
    private static string[] Diff => ["-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none"];

    private static string[] Range(string baseSha, string headSha) => ["--diff-merges=first-parent", headSha, "--not", baseSha, "--alternate-refs"];

    private async Task<Dictionary<string, long>> ReadSizesAsync(string path, IReadOnlyList<BranchDiffRecords.Raw> files, CancellationToken cancellationToken)
    {
        var blobs = files.Where(file => file.Mode is not (EmptyMode or "160000")).Select(file => file.Sha).Distinct(StringComparer.Ordinal).ToArray();
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        if (blobs.Length == 0)
        {
            return sizes;
        }

        var result = await git.RunAsync(
            new GitCommand("cat-file", "--batch-check=%(objectname) %(objectsize)") { Repository = path, Input = string.Join('\n', blobs) + "\n" }, cancellationToken);
        foreach (var line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is [var sha, var size] && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            {
                sizes[sha] = bytes;
            }
        }

        return sizes.Count == blobs.Length ? sizes : throw new GitException("cat-file", 0, "a pushed file is missing from the quarantine");
    }

    /// <returns>Where each link leads, by its object, or null when there are too many.</returns>
    private async Task<Dictionary<string, string>?> ReadLinksAsync(
        string path, IReadOnlyList<BranchDiffRecords.Raw> files, Dictionary<string, long> sizes, CancellationToken cancellationToken)
    {
        var links = files.Where(file => file.Mode == "120000").Select(file => file.Sha).Distinct(StringComparer.Ordinal).ToArray();
        if (links.Length > MostLinks)
        {
            return null;
        }

        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var sha in links)
        {
            // PATH_MAX: nothing longer can be a link; an empty target is refused by the policy.
            targets[sha] = sizes[sha] > 4096 ? "" : (await git.RunAsync(new GitCommand("cat-file", "blob", sha) { Repository = path }, cancellationToken)).Output;
        }

        return targets;
    }

    private async Task<(IReadOnlyList<BranchDiffSecret> Secrets, string? Unread)> ScanAsync(string path, string baseSha, string headSha, CancellationToken cancellationToken)
    {
        var scan = new BranchDiffSecretScan();
        var size = 0L;
        // --text: a zero byte in a file must not hide the rest of it.
        var command = new GitCommand(
            ["log", "-p", "-U0", "--text", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--irreversible-delete",
             BranchDiffSecretScan.LogFormat, .. Range(baseSha, headSha)])
        {
            Repository = path,
        };
        await git.StreamAsync(command, async (output, token) =>
        {
            using var reader = new StreamReader(output, Encoding.UTF8);
            while (await reader.ReadLineAsync(token) is { } line)
            {
                size += line.Length;
                if (size > MostPatchBytes)
                {
                    throw new GitException("log", null, "the patches are too large") { SaidTooMuch = true };
                }

                scan.Read(line);
            }
        }, cancellationToken);
        return (scan.Found, null);
    }

    private static List<BranchDiffFile> Files(
        IReadOnlyList<BranchDiffRecords.Raw> end,
        IReadOnlyList<BranchDiffRecords.Raw> history,
        IReadOnlyList<BranchDiffRecords.Numbers> numbers,
        Dictionary<string, long> sizes,
        Dictionary<string, string>? targets)
    {
        var counts = numbers.ToDictionary(one => one.Path, StringComparer.Ordinal);
        var files = end.Select(raw => File(raw, Change(raw.Status))).ToList();
        var known = end.Select(raw => (raw.Path, raw.Sha)).Concat(end.Select(raw => (raw.Path, Sha: ""))).ToHashSet();
        foreach (var raw in history)
        {
            // A path that ends as something harmless may have been a link or a submodule on the way.
            var isPlain = raw.Mode is not ("120000" or "160000");
            if (known.Add((raw.Path, isPlain ? "" : raw.Sha)))
            {
                files.Add(File(raw, BranchDiffChange.OnlyInHistory));
            }
        }

        return files;

        BranchDiffFile File(BranchDiffRecords.Raw raw, BranchDiffChange change)
        {
            var count = change is BranchDiffChange.OnlyInHistory ? null : counts.GetValueOrDefault(raw.Path);
            // A submodule that goes is a change of submodules too.
            var mode = raw.OldMode == "160000" ? raw.OldMode : raw.Mode;
            return new BranchDiffFile(
                raw.Path, change, count?.Additions ?? 0, count?.Deletions ?? 0, count is { Additions: null }, mode, sizes.GetValueOrDefault(raw.Sha), targets?.GetValueOrDefault(raw.Sha));
        }
    }

    private static BranchDiffChange Change(char status) => status switch
    {
        'A' => BranchDiffChange.Added,
        'D' => BranchDiffChange.Deleted,
        'T' => BranchDiffChange.TypeChanged,
        _ => BranchDiffChange.Modified,
    };
}
