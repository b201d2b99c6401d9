using System.Collections.Concurrent;
using System.Security.Cryptography;
using SlackAgents.Playground.Faults;
using SlackAgents.Playground.GitHub.Apps;
using SlackAgents.Playground.GitHub.Git;
using SlackAgents.Playground.GitHub.Rest;
using SlackAgents.Playground.GitHub.Users;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub;

/// <summary>Everything the site knows.</summary>
internal sealed class SiteState : IDisposable
{
    private readonly ConcurrentDictionary<string, BareRepository> _repositories = new(StringComparer.OrdinalIgnoreCase);

    public SiteState(GitHubSettings settings, string dataDirectory, TimeProvider time)
    {
        Settings = settings;
        Time = time;
        Root = Path.Combine(Path.GetFullPath(dataDirectory), "git");
        Git = new GitCommand(Path.Combine(Path.GetFullPath(dataDirectory), "home"));
        Changed = new ChangeSignal();
        Faults = new FaultPlan(time);
        Tokens = new InstallationTokens(settings, time);
        Users = new SiteUsers(settings, time);
        Pulls = new PullRequestStore(Changed);
        WebhookSecret = settings.WebhookSecret ?? RandomText.Hex(16);
        AppKey = RSA.Create(2048);
        Granted = new Dictionary<string, string>(settings.Permissions, StringComparer.Ordinal);
    }

    public GitHubSettings Settings { get; }

    public TimeProvider Time { get; }

    /// <summary>Where the bare repositories are: <c>{Root}/{owner}/{name}.git</c>.</summary>
    public string Root { get; }

    public GitCommand Git { get; }

    public ChangeSignal Changed { get; }

    public FaultPlan Faults { get; }

    public InstallationTokens Tokens { get; }

    public SiteUsers Users { get; }

    public PullRequestStore Pulls { get; }

    public SiteChecks Checks { get; } = new();

    public RSA AppKey { get; }

    public string WebhookSecret { get; }

    public RecordLog<GitHubRequest> Requests { get; } = new();

    public RecordLog<PushRecord> Pushes { get; } = new();

    /// <summary>What the installation was granted.</summary>
    public IReadOnlyDictionary<string, string> Granted { get; set; }

    public bool IsSuspended { get; set; }

    public string BaseUrl { get; set; } = string.Empty;

    public string BotLogin => $"{Settings.Slug}[bot]";

    public IReadOnlyList<BareRepository> Repositories => [.. _repositories.Values.OrderBy(repository => repository.Id)];

    public IReadOnlyList<BareRepository> Installed => [.. Repositories.Where(repository => repository.Seed.IsInstalled)];

    public BareRepository? FindRepository(string? owner, string? name) =>
        owner is null || name is null ? null : _repositories.GetValueOrDefault($"{owner}/{name}");

    public async Task<BareRepository> CreateRepositoryAsync(RepositorySeed seed, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Root, seed.Owner, seed.Name + ".git");
        if (Directory.Exists(path))
        {
            // Left from an earlier start: pull requests live in memory, so the repository begins again too.
            Directory.Delete(path, recursive: true);
        }

        var scratch = Directory.CreateDirectory(Path.Combine(Root, ".seed")).FullName;
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(Root)!, "home"));
        var repository = new BareRepository(Git, path, seed, 700_000 + _repositories.Count);
        await repository.CreateAsync(scratch, cancellationToken);
        _repositories[repository.FullName] = repository;
        return repository;
    }

    public void Dispose()
    {
        AppKey.Dispose();
        foreach (var repository in _repositories.Values)
        {
            repository.Dispose();
        }
    }
}
