using System.Globalization;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <inheritdoc/>
/// <remarks>
/// Two documents make a link: the person's names the account, the account's names the person. Only where both agree is
/// there one, so that a change of the second takes effect at once and a crash between the two leaves no link.
/// </remarks>
internal sealed class IdentityLinks(IDocumentStore store, TimeProvider time) : IIdentityLinks
{
    private readonly DocumentBook<IdentityLink> _links = new(store, "github-links", AccountJsonContext.Default.IdentityLink, time);
    private readonly DocumentBook<PersonId> _owners = new(store, "github-accounts", AccountJsonContext.Default.PersonId, time);

    public async Task<IdentityLink?> FindAsync(PersonId person, CancellationToken cancellationToken) =>
        await _links.GetAsync(person.ToString(), cancellationToken) is { } link && await _owners.GetAsync(KeyOf(person, link.Account), cancellationToken) == person ? link : null;

    public async Task<PersonId?> LinkAsync(PersonId person, GitHubAccount account, CancellationToken cancellationToken)
    {
        if (await FindAsync(person, cancellationToken) is { } earlier && earlier.Account.Id != account.Id)
        {
            await UnlinkAsync(person, cancellationToken);
        }

        PersonId? before = null;
        await _links.PutAsync(person.ToString(), new IdentityLink(account, time.GetUtcNow()), cancellationToken);
        await _owners.ChangeAsync(
            KeyOf(person, account),
            known =>
            {
                before = known;
                return person;
            },
            cancellationToken);
        return before == person ? null : before;
    }

    public async Task<IdentityLink?> UnlinkAsync(PersonId person, CancellationToken cancellationToken)
    {
        if (await _links.TakeAsync(person.ToString(), cancellationToken) is not { } link)
        {
            return null;
        }

        var wasTheirs = false;
        await _owners.ChangeAsync(
            KeyOf(person, link.Account),
            known =>
            {
                wasTheirs = known == person;
                return wasTheirs ? null : known;
            },
            cancellationToken);
        return wasTheirs ? link : null;
    }

    private static string KeyOf(PersonId person, GitHubAccount account) => string.Create(CultureInfo.InvariantCulture, $"{person.Team}/{account.Id}");
}
