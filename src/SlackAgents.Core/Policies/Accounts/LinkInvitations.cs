using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>Links by which one person ties their GitHub account, once and soon.</summary>
/// <param name="key">Secret of this installation, at least 32 bytes.</param>
/// <param name="baseAddress">Where people reach the web pages, with a slash at its end.</param>
internal sealed class LinkInvitations(byte[] key, Func<Uri> baseAddress, IDocumentStore store, TimeProvider time)
{
    private readonly PersonalTickets _tickets = new(key, "github-link", "github-invitations", store, time);

    public static TimeSpan Lifetime => PersonalTickets.Lifetime;

    /// <summary>Where GitHub leads back to; has to be among the App's callback addresses.</summary>
    public Uri CallbackAddress => new(baseAddress(), "github/callback");

    /// <returns>The page that begins it.</returns>
    public async Task<Uri> InviteAsync(Requester who, CancellationToken cancellationToken) =>
        new(baseAddress(), $"github/link?state={await _tickets.IssueAsync(who, cancellationToken)}");

    /// <summary>Whose invitation it is; null when it is none, used or too old.</summary>
    public Task<LinkInvitation?> FindAsync(string? state, CancellationToken cancellationToken) => _tickets.FindAsync(state, cancellationToken);

    /// <summary>As <see cref="FindAsync"/>, and nobody finds it again.</summary>
    public Task<LinkInvitation?> UseAsync(string? state, CancellationToken cancellationToken) => _tickets.UseAsync(state, cancellationToken);
}
