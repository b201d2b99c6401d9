using System.Diagnostics;

namespace SlackAgents.Testing.Fakes;

/// <summary>Makes commits in bare repositories, without a working tree and without the product.</summary>
internal static class GitRepository
{
    /// <summary>A bare repository with one commit on <c>main</c>.</summary>
    public static string Create(string path)
    {
        Directory.CreateDirectory(path);
        Run(path, null, null, "init", "--quiet", "--bare", "--initial-branch=main", path);
        return Commit(path, "main", "README.md", "hello\n");
    }

    /// <summary>Adds or replaces a file on a branch, which begins at HEAD when it is new.</summary>
    public static string Commit(string repository, string branch, string file, string content)
    {
        var index = Path.Combine(Path.GetTempPath(), $"index-{Guid.NewGuid():N}");
        try
        {
            var parent = Find(repository, $"refs/heads/{branch}") ?? Find(repository, "HEAD");
            if (parent is not null)
            {
                Run(repository, index, null, "read-tree", parent);
            }

            var blob = Run(repository, index, content, "hash-object", "-w", "--stdin");
            Run(repository, index, null, "update-index", "--add", "--cacheinfo", $"100644,{blob},{file}");
            var tree = Run(repository, index, null, "write-tree");
            string[] commit = parent is null ? ["commit-tree", tree, "-m", $"Change {file}"] : ["commit-tree", tree, "-p", parent, "-m", $"Change {file}"];
            var sha = Run(repository, index, null, commit);
            Run(repository, index, null, "update-ref", $"refs/heads/{branch}", sha);
            return sha;
        }
        finally
        {
            File.Delete(index);
        }
    }

    /// <summary>The commit of a reference, or null.</summary>
    public static string? Find(string repository, string reference)
    {
        var text = Run(repository, null, null, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads/");
        var wanted = reference == "HEAD" ? "refs/heads/main" : reference;
        return text.Split('\n').Select(line => line.Split(' ')).FirstOrDefault(pair => pair.Length == 2 && pair[1] == wanted)?[0];
    }

    public static IReadOnlyList<string> Branches(string repository) =>
        Run(repository, null, null, "for-each-ref", "--format=%(refname:short)", "refs/heads/").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Run(string repository, string? index, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["GIT_DIR"] = repository;
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "An Agent";
            start.Environment[$"GIT_{role}_EMAIL"] = "agent@example.com";
        }

        if (index is not null)
        {
            start.Environment["GIT_INDEX_FILE"] = index;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Write(input ?? string.Empty);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }
}
