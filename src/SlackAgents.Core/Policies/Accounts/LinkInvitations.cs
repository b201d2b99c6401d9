using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>
/// Links by which one person ties their GitHub account, once and soon. What the link carries is random and signed; whose
/// it is stands in our own store, so that nothing about the person can be changed in it.
/// </summary>
/// <param name="key">Secret of this installation, at least 32 bytes.</param>
/// <param name="baseAddress">Where people reach the web pages, with a slash at its end.</param>
internal sealed class LinkInvitations(byte[] key, Func<Uri> baseAddress, IDocumentStore store, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int NonceBytes = 32;
    private const int MaxLength = 128;

    private readonly DocumentBook<LinkInvitation> _book = new(store, "github-invitations", AccountJsonContext.Default.LinkInvitation, time, Lifetime);

    /// <summary>Where GitHub leads back to; has to be among the App's callback addresses.</summary>
    public Uri CallbackAddress => new(baseAddress(), "github/callback");

    /// <returns>The page that begins it.</returns>
    public async Task<Uri> InviteAsync(Requester who, CancellationToken cancellationToken)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        await _book.PutAsync(KeyOf(nonce), new LinkInvitation(who.Person, who.DisplayName, time.GetUtcNow() + Lifetime), cancellationToken);
        return new Uri(baseAddress(), $"github/link?state={nonce}.{Sign(nonce)}");
    }

    /// <summary>Whose invitation it is; null when it is none, used or too old.</summary>
    public async Task<LinkInvitation?> FindAsync(string? state, CancellationToken cancellationToken) =>
        Check(state) is { } nonce ? Current(await _book.GetAsync(KeyOf(nonce), cancellationToken)) : null;

    /// <summary>As <see cref="FindAsync"/>, and nobody finds it again.</summary>
    public async Task<LinkInvitation?> UseAsync(string? state, CancellationToken cancellationToken) =>
        Check(state) is { } nonce ? Current(await _book.TakeAsync(KeyOf(nonce), cancellationToken)) : null;

    private LinkInvitation? Current(LinkInvitation? found) => found is not null && found.ExpiresAt > time.GetUtcNow() ? found : null;

    private string? Check(string? state)
    {
        if (state is not { Length: > 0 and <= MaxLength } || state.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot))
        {
            return null;
        }

        var nonce = state[..dot];
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state[(dot + 1)..]), Encoding.UTF8.GetBytes(Sign(nonce))) ? nonce : null;
    }

    private string Sign(string nonce) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"github-link:{nonce}")));

    // Who reads the store does not learn a link that still works.
    private static string KeyOf(string nonce) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nonce)));
}
