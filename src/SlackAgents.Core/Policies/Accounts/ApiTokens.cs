using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>Personal tokens for the API. A token is known only to whom it was shown; we keep its hash.</summary>
internal sealed class ApiTokens(IDocumentStore store, SecretRegistry secrets, IOptions<ApiOptions> options, TimeProvider time)
{
    public const string Prefix = "sla_";

    /// <summary>Tokens that a person can have at the same time.</summary>
    public const int MostPerPerson = 5;

    private const int SecretBytes = 32;
    private const int Length = 4 + 43;

    private readonly DocumentBook<TokenShelf> _shelves = new(store, "api-tokens", AccountJsonContext.Default.TokenShelf, time, options.Value.TokenLifetime);
    private readonly DocumentBook<PersonId> _owners = new(store, "api-token-owners", AccountJsonContext.Default.PersonId, time, options.Value.TokenLifetime);

    /// <param name="request">Key of the request: handled again, it takes the place of what it issued before.</param>
    /// <returns>The token, and what the person has then; null when they have too many.</returns>
    public async Task<(string Token, IReadOnlyList<IssuedToken> All)?> IssueAsync(PersonId person, string request, CancellationToken cancellationToken)
    {
        var token = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = time.GetUtcNow();
        var issued = new IssuedToken(HashOf(token), request, now, now + options.Value.TokenLifetime);
        secrets.AddMinted(token, issued.ExpiresAt);
        await _owners.PutAsync(issued.Hash, person, cancellationToken);
        var shelf = await _shelves.ChangeAsync(person.ToString(), before => Add(before, issued, now), cancellationToken);
        if (shelf is not null && shelf.Tokens.Contains(issued))
        {
            return (token, shelf.Tokens);
        }

        await _owners.TakeAsync(issued.Hash, cancellationToken);
        return null;
    }

    /// <summary>Whose token it is; null when it is none, revoked or expired.</summary>
    public async Task<PersonId?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length != Length || !token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = HashOf(token);
        var now = time.GetUtcNow();
        return await _owners.GetAsync(hash, cancellationToken) is { } person
            && (await ListAsync(person, cancellationToken)).Any(known => IsSame(known.Hash, hash) && known.ExpiresAt > now) ? person : null;
    }

    public async Task<IReadOnlyList<IssuedToken>> ListAsync(PersonId person, CancellationToken cancellationToken) =>
        await _shelves.GetAsync(person.ToString(), cancellationToken) is { } shelf ? [.. shelf.Tokens.Where(token => token.ExpiresAt > time.GetUtcNow())] : [];

    /// <summary>Ends all tokens of a person, at once.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> RevokeAllAsync(PersonId person, CancellationToken cancellationToken)
    {
        var shelf = await _shelves.TakeAsync(person.ToString(), cancellationToken);
        foreach (var token in shelf?.Tokens ?? [])
        {
            await _owners.TakeAsync(token.Hash, cancellationToken);
        }

        return shelf?.Tokens.Count(token => token.ExpiresAt > time.GetUtcNow()) ?? 0;
    }

    private static TokenShelf Add(TokenShelf? before, IssuedToken issued, DateTimeOffset now)
    {
        var kept = (before?.Tokens ?? []).Where(token => token.ExpiresAt > now && token.Request != issued.Request).ToList();
        return new TokenShelf(kept.Count < MostPerPerson ? [.. kept, issued] : kept);
    }

    private static bool IsSame(string hash, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
