using System.Collections.Concurrent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Testing.Fakes;

/// <summary>A code host on this disk: one bare repository for every name, tokens that are counted, pull requests per branch.</summary>
internal sealed class FakeHost : IRepositoryHost, IPullRequestHost
{
    private readonly ConcurrentDictionary<string, PullRequest> _pullRequests = new(StringComparer.Ordinal);
    private int _live;

    public FakeHost(string path)
    {
        Path = path;
        BaseSha = GitRepository.Create(path);
    }

    /// <summary>The repository as the host has it.</summary>
    public string Path { get; }

    public string BaseSha { get; }

    /// <summary>Called with "get", "list", "status", "mint Fetch", "mint Push", "open" or "update"; throws to fail, or waits.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The same after the effect.</summary>
    public Func<string, CancellationToken, Task> After { get; set; } = (_, _) => Task.CompletedTask;

    public ConcurrentQueue<TokenPurpose> Minted { get; } = new();

    /// <summary>Tokens that were minted and not revoked.</summary>
    public int LiveTokens => _live;

    public ConcurrentQueue<NewPullRequest> Opened { get; } = new();

    public ConcurrentQueue<string> UpdatedBodies { get; } = new();

    /// <summary>What the App may see, as the list has it. Whatever is asked for by name is there too.</summary>
    public IReadOnlyList<string> Repositories { get; set; } = ["acme/widgets"];

    public async Task<RepositoryInfo> GetRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        await Before("get", cancellationToken);
        return new RepositoryInfo(repository, "main", IsPrivate: true);
    }

    public async Task<RepositoryListing> ListRepositoriesAsync(CancellationToken cancellationToken)
    {
        await Before("list", cancellationToken);
        return new RepositoryListing([.. Repositories.Select(name => new RepositoryInfo(RepositoryName.Parse(name), "main", IsPrivate: true))], new Uri("https://github.test/apps/agents/installations/new"));
    }

    public async Task<RepositoryToken> MintTokenAsync(RepositoryName repository, TokenPurpose purpose, CancellationToken cancellationToken)
    {
        await Before($"mint {purpose}", cancellationToken);
        Minted.Enqueue(purpose);
        Interlocked.Increment(ref _live);
        return new RepositoryToken($"token-{Guid.NewGuid():N}", DateTimeOffset.MaxValue, () =>
        {
            Interlocked.Decrement(ref _live);
            return ValueTask.CompletedTask;
        });
    }

    public Task<GitIdentity> GetBotIdentityAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new GitIdentity("agents[bot]", "1+agents[bot]@users.noreply.github.com"));

    public Uri GetCloneUrl(RepositoryName repository) => new(Path);

    public Uri GetPageUrl(RepositoryName repository) => new($"https://github.test/{repository}");

    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<PullRequest?> FindAsync(RepositoryName repository, string branch, CancellationToken cancellationToken) =>
        Task.FromResult(_pullRequests.GetValueOrDefault(branch));

    public async Task<PullRequest> OpenAsync(NewPullRequest pullRequest, CancellationToken cancellationToken)
    {
        await Before("open", cancellationToken);
        var opened = _pullRequests.GetOrAdd(pullRequest.Branch, _ =>
        {
            Opened.Enqueue(pullRequest);
            return new PullRequest(Opened.Count, new Uri($"https://github.test/{pullRequest.Repository}/pull/{Opened.Count}"), IsDraft: true, "open");
        });
        await After("open", cancellationToken);
        return opened;
    }

    /// <summary>What the host says of every pull request.</summary>
    public Func<string, PullRequestStatus> Status { get; set; } = _ => new PullRequestStatus(PullRequestState.Draft, null);

    public async Task<PullRequestStatus> GetStatusAsync(RepositoryName repository, int number, string sha, CancellationToken cancellationToken)
    {
        await Before("status", cancellationToken);
        return Status(sha);
    }

    public async Task<PullRequest> UpdateAsync(RepositoryName repository, int number, string title, string body, CancellationToken cancellationToken)
    {
        await Before("update", cancellationToken);
        UpdatedBodies.Enqueue(body);
        return _pullRequests.Values.Single(pullRequest => pullRequest.Number == number);
    }
}
