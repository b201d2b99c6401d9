using System.Diagnostics;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Storage;

namespace SlackAgents.IntegrationTests.Storage;

/// <summary>A floor far below what is measured (see bench), for a change that makes it ten times slower.</summary>
[TestFixture]
internal sealed class SqliteTraceThroughputTests
{
    [Test]
    public async Task Batches_are_stored_at_more_than_two_thousand_events_a_second()
    {
        await using var database = await TestDatabase.CreateAsync();
        var raw = new string('x', 400);
        var runs = Enumerable.Range(0, 10).Select(_ => Some.RunId()).ToList();
        var batches = runs.ToDictionary(run => run, _ => Enumerable.Range(0, 4000).Select(_ => Some.KeyedTraceEntry() with { Raw = raw }).Chunk(500).ToList());
        var begun = Stopwatch.GetTimestamp();

        await Task.WhenAll(runs.Select(async run =>
        {
            foreach (IReadOnlyList<TraceEntry> batch in batches[run])
            {
                await database.Traces.AppendAsync(run, batch, "cursor", CancellationToken.None);
            }
        }));

        var perSecond = 40_000 / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await TestContext.Out.WriteLineAsync($"{perSecond:0} events/s");
        Assert.That(perSecond, Is.GreaterThan(2000));
    }
}
