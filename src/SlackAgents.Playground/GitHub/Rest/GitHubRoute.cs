using System.Collections.Immutable;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>One endpoint: who may call it, with what, and who answers.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Template">Path with <c>{name}</c> for one segment and <c>{*name}</c> for the rest.</param>
/// <param name="Auth">Who may call.</param>
/// <param name="Answer">Carries it out.</param>
internal sealed record GitHubRoute(string Method, string Template, GitHubAuth Auth, Func<GitHubCall, CancellationToken, Task<GitHubAnswer>> Answer)
{
    /// <summary>Permissions as <c>name=level</c>, of which one is needed.</summary>
    public ImmutableArray<string> AnyPermission { get; init; } = [];

    /// <summary>Fields the body may have; anything else is refused.</summary>
    public ImmutableArray<string> BodyFields { get; init; } = [];

    public ImmutableArray<string> RequiredFields { get; init; } = [];

    /// <summary>Values of the template's names; null when the path is another one.</summary>
    public Dictionary<string, string>? Match(string method, string path)
    {
        if (method != Method)
        {
            return null;
        }

        var (wanted, given) = (Template.Split('/'), path.Split('/'));
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < wanted.Length; index++)
        {
            if (wanted[index].StartsWith("{*", StringComparison.Ordinal))
            {
                values[wanted[index][2..^1]] = Uri.UnescapeDataString(string.Join('/', given[index..]));
                return given.Length > index ? values : null;
            }

            if (index >= given.Length)
            {
                return null;
            }

            if (wanted[index].StartsWith('{'))
            {
                values[wanted[index][1..^1]] = Uri.UnescapeDataString(given[index]);
            }
            else if (wanted[index] != given[index])
            {
                return null;
            }
        }

        return given.Length == wanted.Length ? values : null;
    }
}
