using SlackAgents.Core.Ids;

namespace SlackAgents.Tests.Replies.Simulation;

/// <summary>1, 20 and 100 runs that change all the time, against the limits that Slack documents.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class PacingSimulationTests
{
    [TestCase(1, 1)]
    [TestCase(20, 3)]
    [TestCase(100, 5)]
    [TestCase(100, 100)]
    public async Task However_many_runs_live_slack_never_has_to_slow_us_down(int runs, int channels)
    {
        await using var place = new Workplace(runs, channels);
        await place.StartAsync();
        await place.PassAsync(TimeSpan.FromMinutes(4));

        var progress = await EditsAsync(place);
        var stopped = place.All[^1];
        var saidStop = place.Time.GetUtcNow();
        place.Stop(stopped);
        await place.PassAsync(TimeSpan.FromSeconds(3));
        var shownStop = await FirstAsync(place, stopped, "Stopping", saidStop);

        var ended = place.Time.GetUtcNow();
        await place.EndAsync(place.All);
        await place.PassAsync(TimeSpan.FromMinutes(3));
        var ends = place.All.Select(id => (place.Calls.First(call => call.Method == "chat.postMessage" && call.Text == $"end of {id}").At - ended).TotalSeconds).ToList();
        var floor = Math.Max(0, (runs / channels) - 3); // what Slack itself makes of that many posts in one channel
        var lastCards = await EditsAsync(place, ended, "Finished");

        await TestContext.Out.WriteLineAsync($"{runs} runs, {channels} channels: progress {progress.Min()}–{progress.Max()} edits each in 4 min; stop shown after {shownStop:0.0} s; last end said after {ends.Max():0.0} s (floor {floor} s)");
        Assert.Multiple(() =>
        {
            Assert.That(SlackTiers.Breaches(place.Calls), Is.Empty);
            Assert.That(progress.Min(), Is.AtLeast(1));
            Assert.That(progress.Max() - progress.Min(), Is.AtMost(1 + (progress.Max() / 10)), "progress slows down evenly");
            Assert.That(shownStop, Is.AtMost(2));
            Assert.That(ends.Max(), Is.AtMost(floor + 5));
            Assert.That(lastCards, Is.All.EqualTo(1), "each card shows its end");
        });
    }

    [Test]
    public async Task A_stop_is_shown_although_a_hundred_others_end_in_the_same_instant()
    {
        await using var place = new Workplace(101, 20);
        await place.StartAsync();
        await place.PassAsync(TimeSpan.FromMinutes(4));

        await place.EndAsync(place.All.Skip(1));
        await place.PassAsync(TimeSpan.FromSeconds(2));
        var said = place.Time.GetUtcNow();
        place.Stop(place.All[0]);
        await place.PassAsync(TimeSpan.FromSeconds(3));

        Assert.That(await FirstAsync(place, place.All[0], "Stopping", said), Is.AtMost(2));
        Assert.That(SlackTiers.Breaches(place.Calls), Is.Empty);
    }

    private static async Task<double> FirstAsync(Workplace place, RunId id, string word, DateTimeOffset since)
    {
        var ts = (await place.ReadAsync(id)).CardTs;
        var call = place.Calls.FirstOrDefault(call => call.Method == "chat.update" && call.Ts == ts && call.At >= since && call.Text.Contains(word, StringComparison.Ordinal));
        return call is null ? double.PositiveInfinity : (call.At - since).TotalSeconds;
    }

    private static async Task<List<int>> EditsAsync(Workplace place, DateTimeOffset since = default, string word = "")
    {
        var counts = new List<int>();
        foreach (var id in place.All)
        {
            var ts = (await place.ReadAsync(id)).CardTs;
            counts.Add(place.Calls.Count(call => call.Method == "chat.update" && call.Ts == ts && call.At >= since && call.Text.Contains(word, StringComparison.Ordinal)));
        }

        return counts;
    }
}
