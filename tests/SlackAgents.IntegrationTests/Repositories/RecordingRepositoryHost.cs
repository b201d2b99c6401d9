using System.Collections.Concurrent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;

namespace SlackAgents.IntegrationTests.Repositories;

/// <summary>Mints tokens that the loopback git host admits until they are revoked.</summary>
internal sealed class RecordingRepositoryHost(GitHttpServer server) : IRepositoryHost
{
    public ConcurrentQueue<(TokenPurpose Purpose, string Token)> Minted { get; } = new();

    public ConcurrentQueue<string> Revoked { get; } = new();

    public Task<RepositoryToken> MintTokenAsync(RepositoryName repository, TokenPurpose purpose, CancellationToken cancellationToken)
    {
        // Long, with dots: tokens have no shape that may be relied on.
        var token = $"ghs_{string.Join('.', Enumerable.Range(0, 4).Select(_ => System.Security.Cryptography.RandomNumberGenerator.GetHexString(128)))}";
        Minted.Enqueue((purpose, token));
        server.Admit(token, mayWrite: purpose is TokenPurpose.Push);
        return Task.FromResult(new RepositoryToken(token, DateTimeOffset.MaxValue, () =>
        {
            Revoked.Enqueue(token);
            server.Revoke(token);
            return ValueTask.CompletedTask;
        }));
    }

    public Uri GetCloneUrl(RepositoryName repository) => new(server.Url, $"{repository}.git");

    public Uri GetPageUrl(RepositoryName repository) => new(server.Url, repository.ToString());

    public Task<RepositoryInfo> GetRepositoryAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        Task.FromResult(new RepositoryInfo(repository, "main", IsPrivate: true));

    public Task<RepositoryListing> ListRepositoriesAsync(CancellationToken cancellationToken) => Task.FromResult(RepositoryListing.Empty);

    public Task<GitIdentity> GetBotIdentityAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new GitIdentity("agents[bot]", "1+agents[bot]@users.noreply.github.com"));

    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
}
