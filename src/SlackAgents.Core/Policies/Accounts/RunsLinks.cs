using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>
/// Links by which one person signs a browser in to the list of runs, once and soon. Only that person is shown it in Slack,
/// and that is what proves who they are.
/// </summary>
/// <param name="key">Secret of this installation, at least 32 bytes.</param>
/// <param name="baseAddress">Where people reach the web pages, with a slash at its end.</param>
internal sealed class RunsLinks(byte[] key, Func<Uri> baseAddress, IDocumentStore store, TimeProvider time)
{
    /// <summary>Name of the query parameter that carries the ticket.</summary>
    public const string Parameter = "k";

    private readonly PersonalTickets _tickets = new(key, "runs-link", "runs-links", store, time);

    /// <returns>The page that asks whether to sign in; opening it alone uses nothing up.</returns>
    public async Task<Uri> CreateAsync(Requester who, CancellationToken cancellationToken) =>
        new(baseAddress(), $"sign-in/personal?{Parameter}={await _tickets.IssueAsync(who, cancellationToken)}");

    /// <summary>Whose link it is; null when it is none, used or too old.</summary>
    public Task<LinkInvitation?> FindAsync(string? ticket, CancellationToken cancellationToken) => _tickets.FindAsync(ticket, cancellationToken);

    /// <summary>As <see cref="FindAsync"/>, and nobody finds it again.</summary>
    public Task<LinkInvitation?> UseAsync(string? ticket, CancellationToken cancellationToken) => _tickets.UseAsync(ticket, cancellationToken);
}
