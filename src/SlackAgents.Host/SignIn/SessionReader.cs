using SlackAgents.Core.Policies;

namespace SlackAgents.Host.SignIn;

/// <summary>
/// Who is signed in, asked with each request: the cookie has to be ours and not signed out of, and Slack has to know the
/// person still. Whoever was deactivated is out with the next request (answers of the directory may be five minutes old).
/// </summary>
internal sealed class SessionReader(SessionTokens tokens, SessionCookie cookie, EndedSessions ended, IPersonDirectory directory, AccessRoles roles)
{
    private static readonly object Known = new();

    /// <summary>What the cookie says, before anybody was asked; null without a good one.</summary>
    public Session? Read(HttpContext context) => tokens.Read(context.Request.Cookies[cookie.Session]);

    /// <summary>Null when nobody is signed in.</summary>
    /// <exception cref="Core.Replies.ReplyException">Slack does not answer: then nobody is let in by a session.</exception>
    public async Task<SignedInPerson?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Items.TryGetValue(Known, out var known))
        {
            return known as SignedInPerson;
        }

        var found = Read(context) is { } session ? await FindAsync(session, cancellationToken) : null;
        context.Items[Known] = found;
        return found;
    }

    /// <summary>The next look asks anew: for streams that last longer than a look.</summary>
    public static void Forget(HttpContext context) => context.Items.Remove(Known);

    private async Task<SignedInPerson?> FindAsync(Session session, CancellationToken cancellationToken)
    {
        if (await ended.ContainsAsync(session, cancellationToken)
            || await directory.FindPersonAsync(session.Person, cancellationToken) is not { IsDeactivated: false, IsBot: false } profile)
        {
            return null;
        }

        var home = await directory.GetHomeTeamAsync(session.Person.User, cancellationToken);
        return new SignedInPerson(session.Person, profile.DisplayName, roles.StandingOf(profile, home).IsOperator, session.EndsAt);
    }
}
