using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing.Authorship;
using SlackAgents.Core.Repositories;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Publishing.Authorship;

/// <summary>A run's repositories with real git: the mirror, the quarantine, the sandbox's clone and a person's.</summary>
internal sealed class AuthorBench : IDisposable
{
    public const string Branch = "agent/0123456789-fix-it";

    private readonly TempDirectory _directory = new();
    private readonly List<PushedWork> _pushes = [];

    private AuthorBench(RunId run)
    {
        Run = run;
        var options = Options.Create(new GitOptions());
        Storage = new RepositoryStorage(_directory.Combine("data"));
        Git = new GitRunner(options, Storage, TimeProvider.System, NullLogger<GitRunner>.Instance);
        Quarantines = new Quarantines(Storage, Git, options);
        Authors = new BranchAuthors(Git, TimeProvider.System);
    }

    public RunId Run { get; }

    public RepositoryStorage Storage { get; }

    public GitRunner Git { get; }

    public Quarantines Quarantines { get; }

    public BranchAuthors Authors { get; }

    public IReadOnlyList<PushedWork> Pushes => _pushes;

    public string BaseSha { get; private set; } = string.Empty;

    /// <summary>What the sandbox pushed last.</summary>
    public string Head => _pushes[^1].HeadSha;

    private string Mirror => _directory.Combine("mirror.git");

    public string Sandbox => _directory.Combine("sandbox");

    public string Desk => _directory.Combine("desk");

    /// <param name="files">In the first commit of main.</param>
    public static Task<AuthorBench> OpenAsync(CancellationToken cancellationToken, params (string Path, string Content)[] files) =>
        OpenAsync(RunId.Parse("0123456789"), cancellationToken, files);

    /// <param name="files">In the first commit of main.</param>
    public static async Task<AuthorBench> OpenAsync(RunId run, CancellationToken cancellationToken, params (string Path, string Content)[] files)
    {
        var bench = new AuthorBench(run);
        Call(bench._directory.Path, "person", "init", "--quiet", "--bare", "--initial-branch=main", bench.Mirror);
        Call(bench._directory.Path, "person", "clone", "--quiet", bench.Mirror, bench.Desk);
        bench.BaseSha = Commit(bench.Desk, "person", [("README.md", "hello\n"), .. files.Select(file => (file.Path, (string?)file.Content))]);
        Call(bench.Desk, "person", "push", "--quiet", "origin", "HEAD:refs/heads/main");
        Call(bench._directory.Path, "agent", "clone", "--quiet", "--branch=main", bench.Mirror, bench.Sandbox);
        Call(bench.Sandbox, "agent", "checkout", "--quiet", "-b", Branch);
        await bench.OpenQuarantineAsync(cancellationToken);
        return bench;
    }

    /// <summary>The agent commits, and the sandbox pushes into the quarantine.</summary>
    public void Turn(int number, params (string Path, string? Content)[] files)
    {
        Commit(Sandbox, "agent", files);
        Push(number);
    }

    /// <summary>The sandbox pushes what it has into the quarantine.</summary>
    public void Push(int turn, bool force = false)
    {
        string[] arguments = ["push", "--quiet", .. force ? ["--force"] : Array.Empty<string>(), Quarantines.PathOf(Run), $"HEAD:refs/heads/{Branch}"];
        Call(Sandbox, "agent", arguments);
        _pushes.Add(new PushedWork(turn, Call(Sandbox, "agent", "rev-parse", "HEAD")));
    }

    /// <summary>The host pushes to GitHub, and the mirror fetches it from there before the next turn.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        Call(Mirror, "person", "fetch", "--quiet", Quarantines.PathOf(Run), $"+refs/heads/{Branch}:refs/heads/{Branch}");
        await OpenQuarantineAsync(cancellationToken);
    }

    /// <summary>A person pushes onto a branch at GitHub; the sandbox takes it in when it is the run's.</summary>
    public async Task PersonAsync(string branch, CancellationToken cancellationToken, params (string Path, string? Content)[] files)
    {
        Call(Desk, "person", "fetch", "--quiet", "origin");
        Call(Desk, "person", "checkout", "--quiet", "-B", branch, $"origin/{branch}");
        Commit(Desk, "person", files);
        Call(Desk, "person", "push", "--quiet", "origin", $"HEAD:refs/heads/{branch}");
        await OpenQuarantineAsync(cancellationToken);
        Call(Sandbox, "agent", "fetch", "--quiet", "origin");
        Call(Sandbox, "agent", "merge", "--quiet", "--no-edit", $"origin/{branch}");
    }

    public Task<BranchAuthorship> ReadAsync(CancellationToken cancellationToken) =>
        Authors.ReadAsync(Quarantines.PathOf(Run), BaseSha, "main", Head, Pushes, cancellationToken);

    /// <summary>Runs git as somebody would, outside the product.</summary>
    public static string Call(string directory, string who, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = who;
            start.Environment[$"GIT_{role}_EMAIL"] = $"{who}@example.com";
        }

        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }

    public void Dispose() => _directory.Dispose();

    /// <param name="files">A content of null takes the file away.</param>
    private static string Commit(string directory, string who, params (string Path, string? Content)[] files)
    {
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(directory, path);
            if (content is null)
            {
                File.Delete(file);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }

        Call(directory, who, "add", "--all");
        Call(directory, who, "commit", "--quiet", "-m", "Change files");
        return Call(directory, who, "rev-parse", "HEAD");
    }

    private Task<string> OpenQuarantineAsync(CancellationToken cancellationToken) =>
        Quarantines.OpenAsync(Run, new MirrorSnapshot(Mirror, "main", Call(Mirror, "person", "rev-parse", "refs/heads/main"), WasCloned: false), cancellationToken);
}
