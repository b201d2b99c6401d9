using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Listing;

namespace SlackAgents.Storage.Sqlite;

/// <summary>The SQL of what runs cost by day. The caller holds the transaction.</summary>
internal static class RunCostRows
{
    private const string DayFormat = "yyyy-MM-dd";
    private const decimal Micro = 1_000_000;

    /// <summary>Counts what a change of a run adds to its cost to the day on which it is stored.</summary>
    public static void Add(SqliteConnection connection, Run run, decimal before, DateTimeOffset now)
    {
        var added = ToMicro(run.Usage.CostUsd) - ToMicro(before);
        if (added != 0)
        {
            connection.Execute(
                """
                INSERT INTO run_costs (day, run_id, micro_usd, team, user, name, channel, repository)
                VALUES (@Day, @Run, @added, @Team, @User, @DisplayName, @Channel, @Repository)
                ON CONFLICT (day, run_id) DO UPDATE SET micro_usd = micro_usd + excluded.micro_usd
                """,
                new
                {
                    Day = ToText(DateOnly.FromDateTime(now.UtcDateTime)),
                    Run = run.Id.Value,
                    added,
                    run.Requester.Person.Team,
                    run.Requester.Person.User,
                    run.Requester.DisplayName,
                    run.Channel,
                    Repository = run.Repository.ToString(),
                });
        }
    }

    public static IReadOnlyList<DayCost> Since(SqliteConnection connection, DateOnly from, int limit) =>
        [.. connection.Query<Row>(
            """
            SELECT day, team, user, max(name) AS Name, channel, repository, sum(micro_usd) AS MicroUsd, count(*) AS Runs
            FROM run_costs
            WHERE day >= @From
            GROUP BY day, team, user, channel, repository
            ORDER BY day DESC, MicroUsd DESC
            LIMIT @limit
            """,
            new { From = ToText(from), limit }).Select(row => row.ToCost())];

    private static long ToMicro(decimal usd) => (long)decimal.Round(usd * Micro);

    private static string ToText(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Properties, not parameters: of a sum over no rows SQLite does not tell the type, and a constructor would not be found.</summary>
    private sealed record Row
    {
        public required string Day { get; init; }

        public required string Team { get; init; }

        public required string User { get; init; }

        public required string Name { get; init; }

        public required string Channel { get; init; }

        public required string Repository { get; init; }

        public required long MicroUsd { get; init; }

        public required long Runs { get; init; }

        public DayCost ToCost() => new(
            DateOnly.ParseExact(Day, DayFormat, CultureInfo.InvariantCulture),
            new Requester(new PersonId(Team, User), Name),
            Channel,
            RepositoryName.Parse(Repository),
            MicroUsd / Micro,
            (int)Runs);
    }
}
