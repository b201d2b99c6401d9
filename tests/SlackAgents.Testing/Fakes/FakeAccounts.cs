using System.Collections.Concurrent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies.Accounts;

namespace SlackAgents.Testing.Fakes;

/// <summary>GitHub's people: who may do what with which repository. Whoever is not named may do nothing.</summary>
internal sealed class FakeAccounts : IGitHubSignIn, IRepositoryRights
{
    public ConcurrentDictionary<(long Account, RepositoryName Repository), RepositoryRight> Rights { get; } = new();

    /// <summary>By the code that stands for them.</summary>
    public ConcurrentDictionary<string, GitHubAccount> Codes { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> MissingSettings { get; set; } = [];

    /// <summary>Throws to let GitHub not answer.</summary>
    public Action Before { get; set; } = () => { };

    public Uri GetPage(string state, Uri returnTo) => new($"https://github.test/login/oauth/authorize?state={state}&redirect_uri={Uri.EscapeDataString(returnTo.AbsoluteUri)}");

    public async Task<GitHubAccount?> FinishAsync(string code, Uri returnTo, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Before();
        return Codes.TryRemove(code, out var account) ? account : null;
    }

    public async Task<RepositoryRight> FindAsync(GitHubAccount account, RepositoryName repository, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Before();
        return Rights.GetValueOrDefault((account.Id, repository));
    }
}
