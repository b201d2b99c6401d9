using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Listing;
using SlackAgents.Host.SignIn;

namespace SlackAgents.Host.RunList;

/// <summary>
/// The list for one person. The store finds, the policy leaves out; both are bounded, so that a person who may see little of
/// much costs no more than one who may see all.
/// </summary>
internal sealed class RunListReader(IRunList list, VisibleRuns visible, ListedRuns listed, CostTable costs, OperatorBoard board, TimeProvider time)
{
    /// <summary>Runs under way that are shown; there are not more than places and the queue.</summary>
    private const int MaxUnderWay = 200;

    /// <summary>Stored runs that are looked at for one page.</summary>
    private const int MaxLookedAt = 1_000;

    public async Task<RunListAnswer> ReadAsync(SignedInPerson viewer, RunListFilter filter, CancellationToken cancellationToken)
    {
        var look = visible.Look(viewer.Person);
        var active = filter.WantsActive ? await UnderWayAsync(look, filter, RunListFilter.Active, cancellationToken) : [];
        var queued = filter.WantsQueued ? await UnderWayAsync(look, filter, [RunState.Queued], cancellationToken) : [];
        var (recent, before) = await RecentAsync(look, filter, cancellationToken);
        var table = filter.WithCosts ? await costs.ReadAsync(look, filter, cancellationToken) : null;
        var shown = await ShowAsync(active, cancellationToken);
        var waiting = await ShowAsync(queued, cancellationToken);
        var resting = await ShowAsync(recent, cancellationToken);
        return new RunListAnswer
        {
            Now = time.GetUtcNow(),
            Viewer = new ListViewer(viewer.DisplayName, viewer.Person.ToString(), viewer.IsOperator),
            Active = shown,
            Queued = [.. waiting.OrderBy(run => run.Position ?? int.MaxValue).ThenBy(run => run.StateSince)],
            Recent = resting,
            Before = before,
            Incomplete = look.IsIncomplete ? true : null,
            Choices = await ChoicesAsync([.. shown, .. waiting, .. resting], table, cancellationToken),
            Costs = table?.Costs,
            Operator = viewer.IsOperator && filter.Before is null ? await board.ReadAsync(cancellationToken) : null,
        };
    }

    private async Task<IReadOnlyList<Run>> UnderWayAsync(VisibleRunsLook look, RunListFilter filter, IReadOnlyCollection<RunState> states, CancellationToken cancellationToken) =>
        (await TakeAsync(look, await list.FindAsync(QueryOf(filter, states, MaxUnderWay), cancellationToken), MaxUnderWay, cancellationToken)).Seen;

    private async Task<(IReadOnlyList<Run> Runs, string? Before)> RecentAsync(VisibleRunsLook look, RunListFilter filter, CancellationToken cancellationToken)
    {
        if (filter.WantedRest.Count == 0)
        {
            return ([], null);
        }

        var found = new List<Run>();
        var query = QueryOf(filter, filter.WantedRest, RunListFilter.MaxLimit) with { Before = filter.Before };
        for (var lookedAt = 0; lookedAt < MaxLookedAt; lookedAt += query.Limit)
        {
            var page = await list.FindAsync(query, cancellationToken);
            var (seen, last) = await TakeAsync(look, page, filter.Limit - found.Count, cancellationToken);
            found.AddRange(seen);
            if (last is null || (page.Count < query.Limit && last == page[^1].Id))
            {
                return (found, null);
            }

            query = query with { Before = last };
            if (found.Count == filter.Limit)
            {
                break;
            }
        }

        return (found, query.Before?.Value);
    }

    /// <summary>Those that may be seen, up to so many, and the last that was looked at.</summary>
    private static async Task<(IReadOnlyList<Run> Seen, Core.Ids.RunId? Last)> TakeAsync(VisibleRunsLook look, IReadOnlyList<Run> runs, int most, CancellationToken cancellationToken)
    {
        var seen = new List<Run>();
        Core.Ids.RunId? last = null;
        foreach (var run in runs)
        {
            if (seen.Count == most)
            {
                break;
            }

            last = run.Id;
            if (await look.MaySeeAsync(run, cancellationToken))
            {
                seen.Add(run);
            }
        }

        return (seen, last);
    }

    private static RunListQuery QueryOf(RunListFilter filter, IReadOnlyCollection<RunState> states, int limit) => new()
    {
        States = states,
        Person = filter.Person,
        Channel = filter.Channel,
        Repository = filter.Repository,
        Words = filter.Words,
        Limit = limit,
    };

    private async Task<IReadOnlyList<ListedRun>> ShowAsync(IReadOnlyList<Run> runs, CancellationToken cancellationToken)
    {
        var shown = new List<ListedRun>(runs.Count);
        foreach (var run in runs)
        {
            shown.Add(await listed.OfAsync(run, cancellationToken));
        }

        return shown;
    }

    private async Task<ListChoices> ChoicesAsync(IReadOnlyList<ListedRun> runs, CostTable.Table? table, CancellationToken cancellationToken)
    {
        var channels = runs.Select(run => run.Channel).DistinctBy(channel => channel.Id, StringComparer.Ordinal).ToDictionary(channel => channel.Id, StringComparer.Ordinal);
        foreach (var channel in table?.Channels ?? [])
        {
            if (!channels.ContainsKey(channel))
            {
                channels[channel] = await listed.ChannelAsync(channel, cancellationToken);
            }
        }

        return new ListChoices(
            Sorted(runs.Select(run => run.Requester).Concat(table?.People ?? [])),
            Sorted(channels.Values),
            [.. runs.Select(run => run.Repository).Concat(table?.Repositories ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)]);
    }

    private static IReadOnlyList<ListName> Sorted(IEnumerable<ListName> names) =>
        [.. names.DistinctBy(name => name.Id, StringComparer.Ordinal).OrderBy(name => name.Name, StringComparer.OrdinalIgnoreCase)];
}
