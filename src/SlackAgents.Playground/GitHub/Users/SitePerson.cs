using System.Collections.Immutable;

namespace SlackAgents.Playground.GitHub.Users;

/// <summary>Somebody with an account on the site.</summary>
/// <param name="Id">Stays when the account is renamed.</param>
internal sealed record SitePerson(long Id, string Login)
{
    /// <summary>Role where nothing is said of the repository: <c>admin</c>, <c>maintain</c>, <c>write</c>, <c>triage</c>, <c>read</c> or <c>none</c>.</summary>
    public string Role { get; init; } = "none";

    /// <summary>Role by full name of the repository.</summary>
    public ImmutableDictionary<string, string> Roles { get; init; } = ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase);

    public string RoleOn(string repository) => Roles.GetValueOrDefault(repository, Role);
}
