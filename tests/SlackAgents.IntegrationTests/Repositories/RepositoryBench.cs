using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;

namespace SlackAgents.IntegrationTests.Repositories;

/// <summary>A git host with a repository in it, and the product's own objects around it, in a directory of their own.</summary>
internal sealed class RepositoryBench : IAsyncDisposable
{
    private RepositoryBench(string directory, GitHttpServer server)
    {
        Directory = directory;
        Server = server;
        Host = new RecordingRepositoryHost(server);
        Storage = new RepositoryStorage(Path.Combine(directory, "data"));
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Git = new GitRunner(options, Storage, TimeProvider.System, NullLogger<GitRunner>.Instance);
        Revocations = new TokenRevocations(NullLogger<TokenRevocations>.Instance);
        var remote = new RemoteGit(Host, Git, Revocations, TimeProvider.System);
        Files = new MirrorFiles(Storage, Git, options);
        Mirrors = new RepositoryMirrors(remote, Files, options, TimeProvider.System, NullLogger<RepositoryMirrors>.Instance);
        Quarantines = new Quarantines(Storage, Git, options);
        Pusher = new BranchPusher(remote, Git, options, NullLogger<BranchPusher>.Instance);
    }

    public static readonly RepositoryName Widgets = RepositoryName.Parse("Acme/Widgets");

    public GitOptions Options { get; } = new();

    public string Directory { get; }

    public GitHttpServer Server { get; }

    public RecordingRepositoryHost Host { get; }

    public RepositoryStorage Storage { get; }

    public GitRunner Git { get; }

    public TokenRevocations Revocations { get; }

    public MirrorFiles Files { get; }

    public RepositoryMirrors Mirrors { get; }

    public Quarantines Quarantines { get; }

    public BranchPusher Pusher { get; }

    /// <summary>The repository as the host has it.</summary>
    public string Upstream => Path.Combine(Server.Root, "Acme", "Widgets.git");

    /// <summary>A person's clone of it.</summary>
    public string Desk => Path.Combine(Directory, "desk");

    public static async Task<RepositoryBench> OpenAsync(bool empty = false)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("repositories-").FullName;
        var bench = new RepositoryBench(directory, await GitHttpServer.StartAsync(Path.Combine(directory, "host")));
        bench.Run(directory, "init", "--quiet", "--bare", "--initial-branch=main", bench.Upstream);
        bench.Run(directory, "clone", "--quiet", bench.Upstream, bench.Desk);
        if (!empty)
        {
            bench.Run(bench.Desk, "checkout", "--quiet", "-B", "main");
            bench.Commit("README.md", "hello\n");
            bench.Run(bench.Desk, "push", "--quiet", "origin", "main");
        }

        return bench;
    }

    /// <summary>Commits a file on the desk and returns the commit.</summary>
    public string Commit(string path, string content)
    {
        var file = Path.Combine(Desk, path);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        Run(Desk, "add", "--all");
        Run(Desk, "commit", "--quiet", "-m", "Change " + path);
        return Run(Desk, "rev-parse", "HEAD");
    }

    /// <summary>Runs git as a person would, outside the product.</summary>
    public string Run(string workingDirectory, params string[] arguments)
    {
        Assert.That(System.IO.Directory.Exists(Directory), "the bench is open");
        return RunIn(workingDirectory, arguments);
    }

    /// <summary>Runs git as a person would, in any directory.</summary>
    public static string RunIn(string workingDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = workingDirectory, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "A Person";
            start.Environment[$"GIT_{role}_EMAIL"] = "person@example.com";
        }

        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.GetAwaiter().GetResult()}");
    }

    public async ValueTask DisposeAsync()
    {
        await Revocations.DisposeAsync();
        Mirrors.Dispose();
        await Server.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
