namespace SlackAgents.Core.Repositories;

/// <summary>
/// Lays out a bare repository without <c>git init</c> (which copies templates), and puts an existing one back into
/// exactly this form: what configuration says is decided here each time and not by whoever wrote into the directory.
/// </summary>
internal static class BareRepository
{
    /// <summary>Files that could make git run a program, read elsewhere or see another history.</summary>
    private static readonly string[] Unwanted = ["hooks", "info", "config.worktree", "commondir", "gitdir", "worktrees", "shallow", "refs/replace", "logs"];

    /// <param name="path">Directory of the repository.</param>
    /// <param name="configuration">The whole configuration file.</param>
    /// <param name="alternate">Object directory that is read besides the repository's own, or null for none.</param>
    public static void Prepare(string path, string configuration, string? alternate = null)
    {
        Directory.CreateDirectory(Path.Combine(path, "objects", "info"));
        Directory.CreateDirectory(Path.Combine(path, "objects", "pack"));
        Directory.CreateDirectory(Path.Combine(path, "refs", "heads"));
        foreach (var name in Unwanted)
        {
            Remove(Path.Combine(path, name));
        }

        Write(Path.Combine(path, "config"), configuration);
        var alternates = Path.Combine(path, "objects", "info", "alternates");
        if (alternate is null)
        {
            Remove(alternates);
        }
        else
        {
            Write(alternates, alternate + "\n");
        }

        if (!File.Exists(Path.Combine(path, "HEAD")))
        {
            Write(Path.Combine(path, "HEAD"), "ref: refs/heads/main\n");
        }
    }

    /// <summary>
    /// Removes what a killed git process left: its lock files (git would refuse to go on) and half-written packs.
    /// Only for a caller who knows that nobody writes.
    /// </summary>
    public static void RemoveLeftovers(string path)
    {
        var locks = Directory.EnumerateFiles(path, "*.lock")
            .Concat(Directory.EnumerateFiles(Path.Combine(path, "refs"), "*.lock", SearchOption.AllDirectories));
        var packs = Directory.EnumerateFiles(Path.Combine(path, "objects", "pack"), "tmp_*");
        foreach (var file in locks.Concat(packs).ToArray())
        {
            File.Delete(file);
        }

        foreach (var directory in Directory.EnumerateDirectories(Path.Combine(path, "objects"), "tmp_objdir-*").ToArray())
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Takes the default branch from the answer of <c>ls-remote --symref</c> (<c>ref: refs/heads/main\tHEAD</c>).</summary>
    public static void SetHead(string path, string answer)
    {
        const string Mark = "ref: refs/heads/";
        var line = answer.Split('\n').FirstOrDefault(text => text.StartsWith(Mark, StringComparison.Ordinal));
        var branch = line?[Mark.Length..].Split('\t')[0];
        if (BranchName.IsValid(branch))
        {
            Write(Path.Combine(path, "HEAD"), $"{Mark}{branch}\n");
        }
    }

    private static void Write(string path, string content)
    {
        if (File.Exists(path) && File.ReadAllText(path) == content)
        {
            return;
        }

        // Readers see the old file or the new one, never half of it.
        var fresh = path + ".new";
        File.WriteAllText(fresh, content);
        File.Move(fresh, path, overwrite: true);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
