using System.Globalization;
using SlackAgents.Core.Runs.Listing;

namespace SlackAgents.Host.RunList;

/// <summary>Sums what runs cost, of those alone that the viewer may see.</summary>
internal sealed class CostTable(IRunList list, TimeProvider time)
{
    private const int Days = 30;

    /// <summary>Lines of one person, channel and repository on one day that are summed; beyond, the cheapest of the oldest days are left out.</summary>
    private const int MaxLines = 5_000;

    private const int MaxNames = 20;

    public async Task<Table> ReadAsync(VisibleRunsLook look, RunListFilter filter, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var from = today.AddDays(1 - Days);
        var seen = new List<DayCost>();
        foreach (var line in await list.GetCostsAsync(from, MaxLines, cancellationToken))
        {
            if (IsWanted(line, filter) && await look.MaySeeAsync(line.Requester.Person, line.Channel, line.Repository, () => ExampleAsync(line, cancellationToken), cancellationToken))
            {
                seen.Add(line);
            }
        }

        var byDay = seen.ToLookup(line => line.Day);
        return new Table(
            new ListCosts(
                seen.Sum(line => line.CostUsd),
                [.. Enumerable.Range(0, Days).Select(from.AddDays).Select(day => Sum(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), byDay[day]))],
                Dearest(seen.GroupBy(line => line.Repository.ToString(), StringComparer.Ordinal).Select(group => Sum(group.Key, group))),
                Dearest(seen.GroupBy(line => line.Requester.Person).Select(group => Sum(group.First().Requester.DisplayName, group)))),
            [.. seen.Select(line => new ListName(line.Requester.Person.ToString(), line.Requester.DisplayName)).DistinctBy(name => name.Id, StringComparer.Ordinal)],
            [.. seen.Select(line => line.Channel).Distinct(StringComparer.Ordinal)],
            [.. seen.Select(line => line.Repository.ToString()).Distinct(StringComparer.Ordinal)]);
    }

    private static bool IsWanted(DayCost line, RunListFilter filter) =>
        (filter.Person is null || filter.Person == line.Requester.Person)
        && (filter.Channel is null || filter.Channel == line.Channel)
        && (filter.Repository is null || filter.Repository == line.Repository);

    private async Task<Core.Runs.Run?> ExampleAsync(DayCost line, CancellationToken cancellationToken) =>
        await list.FindAsync(new RunListQuery { Person = line.Requester.Person, Channel = line.Channel, Repository = line.Repository, Limit = 1 }, cancellationToken) is [var run, ..] ? run : null;

    private static ListCost Sum(string name, IEnumerable<DayCost> lines) => new(name, lines.Sum(line => line.CostUsd), lines.Sum(line => line.Runs));

    private static IReadOnlyList<ListCost> Dearest(IEnumerable<ListCost> costs) => [.. costs.OrderByDescending(cost => cost.Usd).Take(MaxNames)];

    /// <summary>The costs, and the names that they are about.</summary>
    internal sealed record Table(ListCosts Costs, IReadOnlyList<ListName> People, IReadOnlyList<string> Channels, IReadOnlyList<string> Repositories);
}
