using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>
/// What is given to one person in Slack and brought back by a browser, once and soon. What the ticket carries is random
/// and signed; whose it is stands in our own store, so that nothing about the person can be changed in it.
/// </summary>
/// <param name="key">Secret of this installation, at least 32 bytes.</param>
/// <param name="purpose">A ticket for one purpose is none for another.</param>
/// <param name="collection">Where they are kept.</param>
internal sealed class PersonalTickets(byte[] key, string purpose, string collection, IDocumentStore store, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int NonceBytes = 32;
    private const int MaxLength = 128;

    private readonly DocumentBook<LinkInvitation> _book = new(store, collection, AccountJsonContext.Default.LinkInvitation, time, Lifetime);

    public async Task<string> IssueAsync(Requester who, CancellationToken cancellationToken)
    {
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes));
        await _book.PutAsync(KeyOf(nonce), new LinkInvitation(who.Person, who.DisplayName, time.GetUtcNow() + Lifetime), cancellationToken);
        return $"{nonce}.{Sign(nonce)}";
    }

    /// <summary>Whose ticket it is; null when it is none, used or too old.</summary>
    public async Task<LinkInvitation?> FindAsync(string? ticket, CancellationToken cancellationToken) =>
        Check(ticket) is { } nonce ? Current(await _book.GetAsync(KeyOf(nonce), cancellationToken)) : null;

    /// <summary>As <see cref="FindAsync"/>, and nobody finds it again.</summary>
    public async Task<LinkInvitation?> UseAsync(string? ticket, CancellationToken cancellationToken) =>
        Check(ticket) is { } nonce ? Current(await _book.TakeAsync(KeyOf(nonce), cancellationToken)) : null;

    private LinkInvitation? Current(LinkInvitation? found) => found is not null && found.ExpiresAt > time.GetUtcNow() ? found : null;

    private string? Check(string? ticket)
    {
        if (ticket is not { Length: > 0 and <= MaxLength } || ticket.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot))
        {
            return null;
        }

        var nonce = ticket[..dot];
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(ticket[(dot + 1)..]), Encoding.UTF8.GetBytes(Sign(nonce))) ? nonce : null;
    }

    private string Sign(string nonce) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}:{nonce}")));

    // Who reads the store does not learn a ticket that still works.
    private static string KeyOf(string nonce) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nonce)));
}
