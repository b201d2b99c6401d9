using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;

namespace SlackAgents.Host.RunList;

/// <summary>What somebody looks for in the list, as the page's address has it. What makes no sense finds nothing.</summary>
/// <param name="State">active, queued, or a state in which a run rests; null for all.</param>
internal sealed record RunListFilter(string? State, PersonId? Person, string? Channel, RepositoryName? Repository, string? Words, RunId? Before, int Limit, bool WithCosts)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 100;

    private const int MaxLength = 200;

    public static RunListFilter Everything { get; } = new(null, null, null, null, null, null, DefaultLimit, WithCosts: true);

    /// <summary>At work.</summary>
    public static IReadOnlyCollection<RunState> Active { get; } = [RunState.Preparing, RunState.Running, RunState.Stopping, RunState.Publishing];

    public static IReadOnlyCollection<RunState> Resting { get; } = [RunState.Held, RunState.Finished, RunState.Failed, RunState.Stopped];

    public bool WantsActive => Before is null && State is null or "active";

    public bool WantsQueued => Before is null && State is null or "queued";

    /// <summary>The resting states that are wanted; empty for none.</summary>
    public IReadOnlyCollection<RunState> WantedRest => State switch
    {
        null => Resting,
        _ => [.. Resting.Where(state => state.ToString().Equals(State, StringComparison.OrdinalIgnoreCase))],
    };

    /// <summary>Null when a part of it cannot be read.</summary>
    public static RunListFilter? Read(IQueryCollection query)
    {
        var (person, repository, before) = (Text("person"), Text("repository"), Text("before"));
        PersonId? who = null;
        RepositoryName? where = null;
        RunId? after = null;
        if ((person is not null && (who = PersonOf(person)) is null)
            || (repository is not null && !RepositoryName.TryParse(repository, out where))
            || (before is not null && !RunId.TryParse(before, out after))
            || query.Any(pair => pair.Value.ToString().Length > MaxLength))
        {
            return null;
        }

        var limit = int.TryParse(Text("limit"), out var asked) ? Math.Clamp(asked, 1, MaxLimit) : DefaultLimit;
        return new RunListFilter(Text("state")?.ToLowerInvariant(), who, Text("channel"), where, Text("q"), after, limit, Text("costs") is "1");

        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>As the page names a person: team and user.</summary>
    private static PersonId? PersonOf(string text) => text.Split('/') is [{ Length: > 0 } team, { Length: > 0 } user] ? new PersonId(team, user) : null;
}
