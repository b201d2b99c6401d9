using System.Collections.Frozen;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>The repositories that the App may work on, as the host told last; found by their names in any case.</summary>
internal sealed class KnownRepositories
{
    private readonly FrozenSet<RepositoryName> _names;
    private readonly ILookup<string, RepositoryName> _byShortName;

    /// <param name="pageHost">Host (and port) of the pages that people read; null when it is not known.</param>
    public KnownRepositories(RepositoryListing listing, string? pageHost)
    {
        All = [.. listing.Repositories.Select(repository => repository.Name).Distinct().OrderBy(name => name.ToString(), StringComparer.OrdinalIgnoreCase)];
        _names = All.ToFrozenSet();
        _byShortName = All.ToLookup(name => name.Name, StringComparer.OrdinalIgnoreCase);
        InstallUrl = listing.InstallUrl;
        PageHost = pageHost;
    }

    public static KnownRepositories None { get; } = new(RepositoryListing.Empty, null);

    /// <summary>By name.</summary>
    public IReadOnlyList<RepositoryName> All { get; }

    /// <summary>Page where the App is installed on more.</summary>
    public Uri? InstallUrl { get; }

    public string? PageHost { get; }

    /// <summary>Nothing is known: there is nothing, or the host has not answered yet.</summary>
    public bool IsEmpty => All.Count == 0;

    /// <summary>The repository with the host's own spelling, or null.</summary>
    public RepositoryName? Find(RepositoryName name) => _names.TryGetValue(name, out var known) ? known : null;

    /// <summary>Those with this name, whoever owns them.</summary>
    public IEnumerable<RepositoryName> WithShortName(string name) => _byShortName[name];

    /// <summary>Whether a run may be proposed there. While nothing is known, nothing speaks against it.</summary>
    public bool MaySee(RepositoryName name) => IsEmpty || _names.Contains(name);
}
