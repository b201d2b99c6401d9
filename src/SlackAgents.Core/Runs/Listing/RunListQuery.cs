using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs.Listing;

/// <summary>Which runs are looked for; what is null or empty does not count.</summary>
internal sealed record RunListQuery
{
    public IReadOnlyCollection<RunState> States { get; init; } = [];

    /// <summary>Who asked for them.</summary>
    public PersonId? Person { get; init; }

    public string? Channel { get; init; }

    public RepositoryName? Repository { get; init; }

    /// <summary>A run's id, or words of its title or repository's name.</summary>
    public string? Words { get; init; }

    /// <summary>Only runs that come after this one in the list; one that is not there ends the list.</summary>
    public RunId? Before { get; init; }

    public required int Limit { get; init; }
}
