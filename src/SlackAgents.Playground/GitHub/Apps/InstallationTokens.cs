using System.Collections.Immutable;
using System.Globalization;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Apps;

/// <summary>The tokens that were minted. They have the long shape of 2026: a prefix, the app's id and something like a JWT, about 520 characters with dots.</summary>
internal sealed class InstallationTokens(GitHubSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private ImmutableList<MintedToken> _minted = [];

    public IReadOnlyList<MintedToken> All => Volatile.Read(ref _minted);

    /// <summary>For so long a fresh token is not known everywhere and answers 401; octokit/auth-app waits up to five seconds for it.</summary>
    public TimeSpan ReplicationDelay { get; set; }

    public MintedToken Mint(IReadOnlyList<string>? repositories, IReadOnlyDictionary<string, string> permissions)
    {
        var now = time.GetUtcNow();
        var text = "ghs_" + settings.AppId.ToString(CultureInfo.InvariantCulture) + "_" + RandomText.Mixed(36) + "." + RandomText.Mixed(300) + "." + RandomText.Mixed(170);
        var token = new MintedToken(text, repositories, permissions, now, now + Lifetime);
        ImmutableInterlocked.Update(ref _minted, static (minted, added) => minted.Add(added), token);
        return token;
    }

    /// <summary>The token, if it is one that works now.</summary>
    public MintedToken? Find(string text)
    {
        var now = time.GetUtcNow();
        return All.FirstOrDefault(token => token.Token == text && token.RevokedAt is null && token.ExpiresAt > now && token.MintedAt + ReplicationDelay <= now);
    }

    public void Revoke(MintedToken token) =>
        ImmutableInterlocked.Update(ref _minted, static (minted, change) => minted.Replace(change.token, change.token with { RevokedAt = change.now }), (token, now: time.GetUtcNow()));

    /// <summary>Ends all tokens, as a suspended installation does.</summary>
    public void RevokeAll()
    {
        foreach (var token in All.Where(token => token.RevokedAt is null))
        {
            Revoke(token);
        }
    }
}
