using System.Collections.Frozen;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>
/// Finds repositories that a task names: <c>widgets</c>, <c>acme/widgets</c>, <c>acme/widgets#12</c>, or the address of
/// something in it. Only what the App may see is found, so no text can lead a run anywhere else.
/// </summary>
internal static class RepositoryMentions
{
    /// <summary>More than anybody chooses from.</summary>
    private const int Most = 8;

    private const int ShortestName = 3;

    /// <summary>Names that sentences are full of; they count with the word "repo" beside them.</summary>
    private static readonly FrozenSet<string> OrdinaryWords = new[]
    {
        "admin", "android", "api", "apis", "app", "apps", "assets", "auth", "backend", "bot", "build", "ci", "cli", "client", "clients", "code", "common", "config", "configs", "core",
        "dashboard", "data", "database", "demo", "deploy", "design", "docker", "docs", "documentation", "engine", "example", "examples", "frontend", "gateway", "home", "infra",
        "infrastructure", "ios", "lib", "library", "libs", "login", "main", "mobile", "monorepo", "packages", "platform", "playground", "plugin", "plugins", "project", "sandbox", "schema",
        "script", "scripts", "sdk", "search", "server", "service", "services", "shared", "site", "specs", "src", "templates", "test", "testing", "tests", "tool", "tools", "tooling", "ui",
        "utils", "web", "website", "worker", "workers",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> RepositoryWords = new[] { "repo", "repos", "repository", "repositories" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>In the order of the text, each once.</summary>
    public static IReadOnlyList<RepositoryName> Find(string text, KnownRepositories known)
    {
        var found = new List<RepositoryName>();
        if (known.IsEmpty)
        {
            return found;
        }

        var words = Words(text).ToList();
        for (var index = 0; index < words.Count && found.Count < Most; index++)
        {
            foreach (var name in Of(words, index, known).Where(name => !found.Contains(name)).ToList())
            {
                found.Add(name);
            }
        }

        return found;
    }

    private static IEnumerable<RepositoryName> Of(List<string> words, int index, KnownRepositories known)
    {
        var word = words[index];
        if (word.Contains("://", StringComparison.Ordinal))
        {
            return InAddress(word[(word.IndexOf("://", StringComparison.Ordinal) + 3)..], known);
        }

        if (known.PageHost is { } host && word.StartsWith(host + "/", StringComparison.OrdinalIgnoreCase))
        {
            return InAddress(word, known);
        }

        // acme/widgets#12, acme/widgets@main, widgets#12, widgets:
        var end = word.IndexOfAny(['#', '@', ':']);
        var bare = end > 0 ? word[..end] : word;
        if (bare.Contains('/', StringComparison.Ordinal))
        {
            return RepositoryName.TryParse(bare, out var full) && known.Find(full) is { } named ? [named] : [];
        }

        var isOrdinary = bare.Length < ShortestName || OrdinaryWords.Contains(bare);
        return isOrdinary && !IsCalledRepository(words, index) ? [] : known.WithShortName(bare);
    }

    private static bool IsCalledRepository(List<string> words, int index) =>
        (index > 0 && RepositoryWords.Contains(words[index - 1])) || (index + 1 < words.Count && RepositoryWords.Contains(words[index + 1]));

    /// <param name="address">From the host's name on.</param>
    private static IEnumerable<RepositoryName> InAddress(string address, KnownRepositories known)
    {
        var parts = address.Split(['/', '?', '#'], 4);
        var isOurs = parts.Length >= 3 && string.Equals(parts[0], known.PageHost, StringComparison.OrdinalIgnoreCase);
        return isOurs && RepositoryName.TryParse($"{parts[1]}/{parts[2]}", out var name) && known.Find(name) is { } found ? [found] : [];
    }

    private static IEnumerable<string> Words(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            while (at < text.Length && IsPartOfWord(text[at]))
            {
                at++;
            }

            if (at > start && text[start..at].Trim('.', ':', '?', '#', '/', '@', '=', '&', '-') is { Length: > 0 } word)
            {
                yield return word;
            }

            at = Math.Max(at, start + 1);
        }
    }

    private static bool IsPartOfWord(char character) =>
        char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or '/' or ':' or '?' or '#' or '@' or '=' or '&' or '%' or '+' or '~';
}
