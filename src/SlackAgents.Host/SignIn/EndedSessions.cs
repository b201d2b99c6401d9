using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Documents;

namespace SlackAgents.Host.SignIn;

/// <summary>Sessions that were signed out of before their time was over.</summary>
internal sealed class EndedSessions(IDocumentStore store, TimeProvider time)
{
    private readonly DocumentBook<EndedSession> _book = new(store, "web-sessions-ended", SignInJson.Default.EndedSession, time, SessionTokens.Lifetime);

    public Task AddAsync(Session session, CancellationToken cancellationToken) =>
        _book.PutAsync(KeyOf(session), new EndedSession(time.GetUtcNow()), cancellationToken);

    public async Task<bool> ContainsAsync(Session session, CancellationToken cancellationToken) =>
        await _book.GetAsync(KeyOf(session), cancellationToken) is not null;

    private static string KeyOf(Session session) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(session.Id)));
}
