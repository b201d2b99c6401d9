using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Limits;

/// <summary>More runs than places wait in line, and see where they stand.</summary>
internal sealed class QueueTests : StageTests
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Runs__MaxConcurrent"] = "1",
        ["Runs__MaxQueued"] = "2",
    };

    [Test]
    public async Task Three_runs_with_one_place_go_one_after_the_other()
    {
        var first = await Stage.RunAsync("[[fake:slow-commit]] first");
        await first.AgentAsksAsync("slow-commit", 0);
        var second = await Stage.RunAsync("[[fake:talk]] second");
        var third = await Stage.RunAsync("[[fake:talk]] third");

        await second.CardSaysAsync("number 1 in line");
        await third.CardSaysAsync("number 2 in line");
        var refusal = await Stage.AnswerAsync(await Stage.CommandAsync("alice", $"repo=acme/widgets {Stage.Unique("one too many")}"));
        var ends = new[] { await first.EndAsync(), await second.EndAsync(), await third.EndAsync() };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal, Does.Contain("Too many runs are waiting"));
            Assert.That(ends.Select(end => end.PostedAt), Is.Ordered);
        }
    }

    [Test]
    public async Task A_run_that_waits_is_stopped_before_it_began()
    {
        var first = await Stage.RunAsync("[[fake:slow]] takes the place");
        await first.AgentAsksAsync("slow", 0);
        var waiting = await Stage.RunAsync("[[fake:talk]] never begins");

        waiting.Reply("alice", "stop");

        var end = await waiting.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Stopped"));
            Assert.That(await SandboxContainers.OfRunAsync(waiting.Id), Is.Empty);
        }

        await first.EndAsync();
    }
}
