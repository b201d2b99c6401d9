using System.Globalization;

namespace SlackAgents.Playground.GitHub.Git;

/// <summary>One repository of the site, a bare one on disk.</summary>
internal sealed class BareRepository(GitCommand git, string path, RepositorySeed seed, long id) : IDisposable
{
    public const string DefaultBranch = "main";

    private static readonly (string Key, string Value)[] Settings =
    [
        ("http.receivepack", "true"), ("uploadpack.allowFilter", "true"), ("uploadpack.allowAnySHA1InWant", "true"), ("receive.fsckObjects", "true"), ("gc.auto", "0"),
    ];

    public long Id => id;

    public string Owner { get; } = seed.Owner;

    public string Name { get; } = seed.Name;

    public string FullName => $"{Owner}/{Name}";

    public RepositorySeed Seed { get; set; } = seed;

    public string Path => path;

    /// <summary>One push at a time, so that what it changed can be told.</summary>
    public SemaphoreSlim Pushing { get; } = new(1, 1);

    public async Task CreateAsync(string scratch, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        await git.RunAsync(path, ["init", "--bare", "--quiet", $"--initial-branch={DefaultBranch}", "."], cancellationToken);
        foreach (var (key, value) in Settings)
        {
            await git.RunAsync(path, ["config", key, value], cancellationToken);
        }

        ReceiveHook.Install(path);
        var work = System.IO.Path.Combine(scratch, $"{Owner}-{Name}");
        Directory.CreateDirectory(work);
        await git.RunAsync(work, ["init", "--quiet", $"--initial-branch={DefaultBranch}", "."], cancellationToken);
        foreach (var (file, content) in Seed.Files)
        {
            var target = System.IO.Path.Combine(work, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            await File.WriteAllTextAsync(target, content, cancellationToken);
        }

        await git.RunAsync(work, ["add", "-A"], cancellationToken);
        await git.RunAsync(work, ["commit", "--quiet", "-m", "First version"], cancellationToken);

        // A fetch runs no hook: the seed may contain workflow files, a push by the app may not.
        await git.RunAsync(path, ["fetch", "--quiet", work, $"{DefaultBranch}:{DefaultBranch}"], cancellationToken);
        Directory.Delete(work, recursive: true);
    }

    /// <summary>All refs with the commit each points to.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RefsAsync(CancellationToken cancellationToken)
    {
        var listed = await git.RunAsync(path, ["for-each-ref", "--format=%(refname) %(objectname)"], cancellationToken);
        return listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
    }

    public async Task<IReadOnlyList<string>> BranchesAsync(CancellationToken cancellationToken) =>
        [.. (await RefsAsync(cancellationToken)).Keys.Where(name => name.StartsWith("refs/heads/", StringComparison.Ordinal)).Select(name => name["refs/heads/".Length..])];

    /// <summary>The commit of a branch, tag or id; null when there is none.</summary>
    public async Task<string?> ResolveAsync(string reference, CancellationToken cancellationToken)
    {
        if (reference.Length == 0 || reference.StartsWith('-'))
        {
            return null;
        }

        var result = await git.TryAsync(path, ["rev-parse", "--verify", "--quiet", "--end-of-options", $"{reference}^{{commit}}"], cancellationToken);
        return result.Succeeded ? result.Output.Trim() : null;
    }

    public Task<string?> ResolveBranchAsync(string branch, CancellationToken cancellationToken) =>
        branch.Length == 0 ? Task.FromResult<string?>(null) : ResolveAsync($"refs/heads/{branch}", cancellationToken);

    /// <summary>A file's text; null when it does not exist there.</summary>
    public async Task<string?> FileAsync(string reference, string file, CancellationToken cancellationToken)
    {
        var result = await git.TryAsync(path, ["cat-file", "blob", $"{reference}:{file}"], cancellationToken);
        return result.Succeeded ? result.Output : null;
    }

    /// <summary>Commits reachable from <paramref name="head"/> and not from <paramref name="from"/>, oldest first.</summary>
    public async Task<IReadOnlyList<CommitSummary>> CommitsAsync(string? from, string head, CancellationToken cancellationToken)
    {
        var range = from is null ? head : $"{from}..{head}";
        var log = await git.RunAsync(path, ["log", "--reverse", "--max-count=1000", "--format=%H%x1f%T%x1f%P%x1f%an%x1f%ae%x1f%aI%x1f%B%x1e", range], cancellationToken);
        return [.. log.Split('\x1e').Select(entry => entry.TrimStart('\n')).Where(entry => entry.Length > 0).Select(Parse)];
    }

    public async Task<string> MergeBaseAsync(string left, string right, CancellationToken cancellationToken)
    {
        var result = await git.TryAsync(path, ["merge-base", left, right], cancellationToken);
        return result.Succeeded ? result.Output.Trim() : string.Empty;
    }

    /// <summary>The unified difference since the two parted.</summary>
    public Task<string> DiffAsync(string from, string head, CancellationToken cancellationToken) =>
        git.RunAsync(path, ["diff", "--no-color", "--no-ext-diff", "--no-textconv", $"{from}...{head}"], cancellationToken);

    public async Task<IReadOnlyList<ChangedFile>> ChangedFilesAsync(string from, string head, CancellationToken cancellationToken)
    {
        var names = await git.RunAsync(path, ["diff", "--no-renames", "--name-status", "-z", $"{from}...{head}"], cancellationToken);
        var counts = await git.RunAsync(path, ["diff", "--no-renames", "--numstat", "-z", $"{from}...{head}"], cancellationToken);
        var statuses = names.Split('\0', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[1], pair => pair[0], StringComparer.Ordinal);
        return [.. counts.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t', 3)).Select(parts => new ChangedFile(
            parts[2],
            statuses.GetValueOrDefault(parts[2], "M") switch { "A" => "added", "D" => "removed", _ => "modified" },
            int.TryParse(parts[0], CultureInfo.InvariantCulture, out var added) ? added : 0,
            int.TryParse(parts[1], CultureInfo.InvariantCulture, out var removed) ? removed : 0))];
    }

    /// <summary>Writes a commit straight onto a branch, as a person of the team would by a push.</summary>
    public async Task<string> CommitAsync(string branch, string file, string content, string message, CancellationToken cancellationToken)
    {
        var work = Directory.CreateTempSubdirectory("playground-").FullName;
        try
        {
            await git.RunAsync(work, ["clone", "--quiet", path, "."], cancellationToken);
            var exists = await ResolveBranchAsync(branch, cancellationToken) is not null;
            await git.RunAsync(work, exists ? ["checkout", "--quiet", branch] : ["checkout", "--quiet", "-b", branch], cancellationToken);
            var target = System.IO.Path.Combine(work, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            await File.WriteAllTextAsync(target, content, cancellationToken);
            await git.RunAsync(work, ["add", "-A"], cancellationToken);
            await git.RunAsync(work, ["commit", "--quiet", "-m", message], cancellationToken);
            await git.RunAsync(path, ["fetch", "--quiet", work, $"{branch}:{branch}"], cancellationToken);
            return (await ResolveBranchAsync(branch, cancellationToken))!;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    public void Dispose() => Pushing.Dispose();

    private static CommitSummary Parse(string entry)
    {
        var parts = entry.Split('\x1f', 7);
        return new CommitSummary(
            parts[0], parts[1], parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), parts[3], parts[4],
            DateTimeOffset.Parse(parts[5], CultureInfo.InvariantCulture), parts[6].TrimEnd('\n'));
    }
}
