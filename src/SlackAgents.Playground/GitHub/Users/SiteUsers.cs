using System.Collections.Concurrent;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Users;

/// <summary>The people of the site, who is signed in at the browser, and what they gave the App.</summary>
internal sealed class SiteUsers(GitHubSettings settings, TimeProvider time)
{
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, SitePerson> _people = new(settings.People.Select(person => KeyValuePair.Create(person.Id, person)));
    private readonly ConcurrentDictionary<string, GivenCode> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _tokens = new(StringComparer.Ordinal);

    /// <summary>Login of whoever uses the browser; agrees to whatever it is asked.</summary>
    public string SignedIn { get; set; } = settings.SignedIn;

    /// <summary>User tokens that work.</summary>
    public IReadOnlyCollection<string> Tokens => [.. _tokens.Keys];

    public SitePerson? Find(string login) => _people.Values.FirstOrDefault(person => string.Equals(person.Login, login, StringComparison.OrdinalIgnoreCase));

    public SitePerson? Find(long id) => _people.GetValueOrDefault(id);

    /// <summary>Adds a person, or puts another in the place of the one with this id.</summary>
    public void Put(SitePerson person) => _people[person.Id] = person;

    public string GiveCode(string redirectUri)
    {
        var code = RandomText.Hex(10);
        var person = Find(SignedIn) ?? throw new InvalidOperationException($"Nobody on the site is called {SignedIn}.");
        _codes[code] = new GivenCode(person.Id, redirectUri, time.GetUtcNow() + CodeLifetime);
        return code;
    }

    /// <summary>A user token for the code, once; null when there is no such code. An empty text when it was given for another address.</summary>
    public string? Exchange(string code, string? redirectUri)
    {
        if (!_codes.TryRemove(code, out var given) || given.ExpiresAt <= time.GetUtcNow())
        {
            return null;
        }

        if (redirectUri is not null && redirectUri != given.RedirectUri)
        {
            return string.Empty;
        }

        var token = "ghu_" + RandomText.Mixed(36);
        _tokens[token] = given.Person;
        return token;
    }

    public SitePerson? FindByToken(string token) => _tokens.TryGetValue(token, out var id) ? Find(id) : null;

    public bool Revoke(string token) => _tokens.TryRemove(token, out _);

    private sealed record GivenCode(long Person, string RedirectUri, DateTimeOffset ExpiresAt);
}
