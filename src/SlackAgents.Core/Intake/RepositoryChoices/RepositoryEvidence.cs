using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Settings;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>All that the choice of a repository rests on.</summary>
internal sealed record RepositoryEvidence
{
    public required RunOptions Asked { get; init; }

    /// <summary>How <see cref="Asked"/> came to name a repository, where it was not typed.</summary>
    public string? AskedHow { get; init; }

    public required string Task { get; init; }

    /// <summary>Repository of the thread's earlier run; null when there is none.</summary>
    public RepositoryName? Thread { get; init; }

    public required DefaultLayers Layers { get; init; }

    public KnownRepositories Known { get; init; } = KnownRepositories.None;

    public IReadOnlyList<RoutingRule> Routing { get; init; } = [];

    /// <summary>Repositories of this person's last runs in this channel, the newest first.</summary>
    public IReadOnlyList<RepositoryName> RecentHere { get; init; } = [];

    /// <summary>The same in all channels.</summary>
    public IReadOnlyList<RepositoryName> Recent { get; init; } = [];
}
