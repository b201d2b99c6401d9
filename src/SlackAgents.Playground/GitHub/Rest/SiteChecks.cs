using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>Checks by commit; a later one of the same name takes the place of the earlier.</summary>
internal sealed class SiteChecks
{
    private readonly ConcurrentDictionary<string, ImmutableDictionary<string, SiteCheck>> _checks = new(StringComparer.Ordinal);

    public void Set(string sha, SiteCheck check) =>
        _checks.AddOrUpdate(
            sha,
            _ => ImmutableDictionary.Create<string, SiteCheck>(StringComparer.Ordinal).Add(check.Name, check),
            (_, known) => known.SetItem(check.Name, check));

    public IReadOnlyList<SiteCheck> Of(string sha) => _checks.TryGetValue(sha, out var known) ? [.. known.Values.OrderBy(check => check.Name, StringComparer.Ordinal)] : [];
}
