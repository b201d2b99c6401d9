using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>The mirrors on disk: where they are, what form they have, what is in them.</summary>
internal sealed class MirrorFiles(RepositoryStorage storage, GitRunner git, IOptions<GitOptions> options)
{
    private const string Configuration = """
        [core]
        	repositoryformatversion = 0
        	filemode = true
        	bare = true
        	hooksPath = /dev/null
        	logAllRefUpdates = false
        [gc]
        	auto = 0
        [maintenance]
        	auto = false
        [uploadpack]
        	allowFilter = true
        [receive]
        	denyCurrentBranch = refuse
        	autogc = false

        """;

    public string PathOf(RepositoryName repository) => Path.Combine(DirectoryOf(repository), NameOf(repository) + ".git");

    public string LockFileOf(RepositoryName repository) => Path.Combine(DirectoryOf(repository), NameOf(repository) + ".lock");

    public bool Exists(RepositoryName repository) => Directory.Exists(PathOf(repository));

    public IReadOnlyList<RepositoryName> List() =>
        !Directory.Exists(storage.Mirrors)
            ? []
            : [.. from owner in Directory.EnumerateDirectories(storage.Mirrors)
                  from path in Directory.EnumerateDirectories(owner, "*.git")
                  let text = $"{Path.GetFileName(owner)}/{Path.GetFileNameWithoutExtension(path)}"
                  select RepositoryName.TryParse(text, out var repository) ? repository : null into repository
                  where repository is not null
                  select repository];

    /// <summary>Puts the mirror's own files back into the form that we wrote. The caller holds the lock.</summary>
    public void Repair(RepositoryName repository)
    {
        var path = PathOf(repository);
        BareRepository.Prepare(path, Configuration);
        BareRepository.RemoveLeftovers(path);
    }

    /// <summary>An empty repository beside the mirror, for a clone.</summary>
    public string PrepareFresh(RepositoryName repository)
    {
        var path = FreshPathOf(repository);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        BareRepository.Prepare(path, Configuration);
        return path;
    }

    /// <summary>Puts the fresh clone in the mirror's place. A mirror that was there is kept once, for a person to look at.</summary>
    public void Replace(RepositoryName repository)
    {
        var path = PathOf(repository);
        if (Directory.Exists(path))
        {
            var aside = Path.Combine(storage.Damaged, $"{OwnerOf(repository)}+{NameOf(repository)}.git");
            Directory.CreateDirectory(storage.Damaged);
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }

            Directory.Move(path, aside);
        }

        Directory.Move(FreshPathOf(repository), path);
    }

    /// <summary>The default branch as it was at the last fetch.</summary>
    public string HeadOf(RepositoryName repository)
    {
        var head = File.ReadAllText(Path.Combine(PathOf(repository), "HEAD")).Trim();
        const string Mark = "ref: refs/heads/";
        return head.StartsWith(Mark, StringComparison.Ordinal) ? head[Mark.Length..] : "main";
    }

    /// <exception cref="GitException">The commit that the branch names cannot be read: the mirror is damaged.</exception>
    public async Task<string?> ReadBranchAsync(RepositoryName repository, string branch, CancellationToken cancellationToken)
    {
        var path = PathOf(repository);
        var sha = await git.ReadReferenceAsync(path, $"refs/heads/{branch}", cancellationToken);
        if (sha is not null)
        {
            // Reads the commit and its tree, so that a damaged mirror is noticed here and not by the agent.
            await git.RunAsync(new GitCommand("cat-file", "-e", sha + "^{tree}") { Repository = path }, cancellationToken);
        }

        return sha;
    }

    public async Task<IReadOnlyList<string>> ListBranchesAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var result = await git.RunAsync(
            new GitCommand("for-each-ref", "--count=5000", "--format=%(refname:lstrip=2)", "refs/heads/") { Repository = PathOf(repository) }, cancellationToken);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Asks git's own check, for failures whose words say nothing.</summary>
    public async Task<bool> IsDamagedAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        try
        {
            var result = await git.RunAsync(
                new GitCommand("fsck", "--connectivity-only", "--no-dangling", "--no-progress") { Repository = PathOf(repository), AnswerCodes = [0, 1, 2, 3, 4, 5, 6, 7, 128] },
                cancellationToken);
            return result.ExitCode != 0;
        }
        catch (GitException)
        {
            // Too large to be checked in time: no evidence of damage.
            return false;
        }
    }

    /// <summary>Joins small packs. <c>--geometric</c> keeps objects that nothing refers to, which a quarantine may need.</summary>
    public async Task RepackAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        var path = PathOf(repository);
        if (Directory.EnumerateFiles(Path.Combine(path, "objects", "pack"), "*.pack").Count() < options.Value.RepackFromPacks)
        {
            return;
        }

        Repair(repository);
        await git.RunAsync(new GitCommand("repack", "-d", "-l", "-q", "--geometric=2") { Repository = path, Timeout = options.Value.FetchTimeout }, cancellationToken);
        await git.RunAsync(new GitCommand("pack-refs", "--all") { Repository = path }, cancellationToken);
    }

    // The names' characters are checked by RepositoryName; lower case because the host compares them so.
    private string DirectoryOf(RepositoryName repository) => Path.Combine(storage.Mirrors, OwnerOf(repository));

    private string FreshPathOf(RepositoryName repository) => Path.Combine(DirectoryOf(repository), NameOf(repository) + ".cloning");

    private static string OwnerOf(RepositoryName repository) => repository.Owner.ToLowerInvariant();

    private static string NameOf(RepositoryName repository) => repository.Name.ToLowerInvariant();
}
