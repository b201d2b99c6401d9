using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>A bare mirror with two commits, and quarantines that borrow its objects.</summary>
internal sealed class SampleRepository(string root)
{
    public string Mirror { get; } = Path.Combine(root, "mirror.git");

    public async Task CreateAsync(string readme = "hello")
    {
        var work = Directory.CreateDirectory(Path.Combine(root, "seed")).FullName;
        await Shell.MustAsync(work, "git", "init", "-q", "-b", "main");
        await File.WriteAllTextAsync(Path.Combine(work, "README.md"), "first\n");
        await Shell.MustAsync(work, "git", "add", ".");
        await Shell.MustAsync(work, "git", "commit", "-qm", "First");
        await File.WriteAllTextAsync(Path.Combine(work, "README.md"), readme + "\n");
        await Shell.MustAsync(work, "git", "commit", "-qam", "Second");
        await Shell.MustAsync(work, "git", "tag", "v0");
        await Shell.MustAsync(root, "git", "clone", "-q", "--bare", work, Mirror);
    }

    public async Task<string> NewQuarantineAsync(string name)
    {
        var directory = Path.Combine(root, name);
        await Shell.MustAsync(root, "git", "init", "-q", "--bare", "-b", "main", directory);
        await File.WriteAllTextAsync(Path.Combine(directory, "objects", "info", "alternates"), Path.Combine(Mirror, "objects") + "\n");
        var main = (await Shell.MustAsync(root, "git", "--git-dir", Mirror, "rev-parse", "main")).Trim();
        await Shell.MustAsync(root, "git", "--git-dir", directory, "update-ref", "refs/heads/main", main);
        return directory;
    }

    public async Task<GatewaySession> NewSessionAsync(GatewayRig rig, RecordingObserver observer, string repository = "acme/widgets")
    {
        var run = RunId.New();
        return new GatewaySession
        {
            Run = run,
            RunDirectory = rig.NewDirectory("run-" + run),
            Repository = RepositoryName.Parse(repository),
            Mirror = Task.FromResult(Mirror),
            Quarantine = Task.FromResult(await NewQuarantineAsync($"q-{run}.git")),
            Branch = $"agent/{run}-fix-login",
            Observer = observer,
        };
    }
}
