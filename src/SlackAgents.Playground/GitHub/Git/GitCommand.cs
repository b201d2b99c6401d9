using System.Diagnostics;

namespace SlackAgents.Playground.GitHub.Git;

/// <summary>Runs git with a configuration of its own: nothing of the user who started the playground reaches it.</summary>
internal sealed class GitCommand(string home)
{
    /// <summary>Environment that shuts out the user's and the system's configuration.</summary>
    public void Isolate(IDictionary<string, string?> environment)
    {
        environment["HOME"] = home;
        environment["XDG_CONFIG_HOME"] = home;
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment.Remove("GIT_DIR");
        environment.Remove("GIT_WORK_TREE");
        environment.Remove("GIT_INDEX_FILE");
    }

    public async Task<GitResult> TryAsync(string directory, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        Isolate(start.Environment);
        start.Environment["GIT_AUTHOR_NAME"] = start.Environment["GIT_COMMITTER_NAME"] = "Acme";
        start.Environment["GIT_AUTHOR_EMAIL"] = start.Environment["GIT_COMMITTER_EMAIL"] = "dev@acme.example";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("git could not be started.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new GitResult(process.ExitCode, await output, await error);
    }

    /// <exception cref="InvalidOperationException">git said no; the message is what it said.</exception>
    public async Task<string> RunAsync(string directory, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await TryAsync(directory, arguments, cancellationToken);
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"git {arguments[0]}: {result.Error.Trim()}");
    }
}
