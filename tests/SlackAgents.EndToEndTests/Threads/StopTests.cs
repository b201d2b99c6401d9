using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Threads;

/// <summary>Stop stops: soon, by whatever means, and only for those who may.</summary>
internal sealed class StopTests : StageTests
{
    private static readonly TimeSpan SeenLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    [TestCase("word")]
    [TestCase("button")]
    [TestCase("reaction")]
    [TestCase("command")]
    public async Task A_running_turn_is_stopped_by(string means)
    {
        var run = await Stage.RunAsync("[[fake:loop]] never end");
        await run.AgentAsksAsync("loop", 1);
        var asked = Slack.State.Time.GetUtcNow();

        await StopAsync(run, means);

        var end = await run.EndAsync();
        var stopping = StoppingSeenAt(asked);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopping - asked, Is.LessThan(SeenLimit), "Who asked sees that it is stopping.");
            Assert.That(end.PostedAt - asked, Is.LessThan(EndLimit), "The thread says that it stopped.");
            Assert.That(end.AllText, Does.Contain("Stopped").And.Contain("The run was stopped."));
            Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty);
            Assert.That(run.PullRequests, Is.Empty);
        }

        await run.CardSaysAsync("Stopped");
        Assert.That(run.Ends, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_run_that_is_being_prepared_is_stopped()
    {
        GitHub.Delay("GET /git/*", TimeSpan.FromSeconds(30));
        var run = await Stage.RunAsync("[[fake:talk]] wait for the repository", "repo=acme/gadgets");
        await run.CardSaysAsync("Preparing");

        run.Reply("alice", "stop");

        var end = await run.EndAsync();
        Assert.That(end.AllText, Does.Contain("Stopped"));
        await Testing.Time.Eventually.ThatAsync(() => SandboxContainers.OfRunAsync(run.Id, "running"), Is.Empty);
    }

    [Test]
    public async Task A_second_stop_is_answered_and_changes_nothing()
    {
        var run = await Stage.RunAsync("[[fake:loop]] never end");
        await run.AgentAsksAsync("loop", 1);

        await StopAsync(run, "command");
        await run.EndAsync();
        var answer = await Stage.AnswerAsync(await Stage.CommandAsync("alice", $"stop {run.Id}"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Does.Contain("Nothing is under way"));
            Assert.That(run.Ends, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Somebody_elses_run_is_not_stopped_and_only_they_are_told()
    {
        var run = await Stage.RunAsync("[[fake:slow]] not yours");
        await run.AgentAsksAsync("slow", 0);

        var answer = await Stage.AnswerAsync(await Stage.CommandAsync("bob", $"stop {run.Id}"));
        run.Reply("bob", "stop");
        var refusal = await Slack.WaitForMessageAsync(message => message.VisibleOnlyTo is not null && message.ThreadTs == run.ThreadTs && message.AllText.Contains("Only the person who started", StringComparison.Ordinal), Stage.Patience, default);

        var end = await run.EndAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Does.Contain("Only the person who started this run").And.Contain("Ask alice"));
            Assert.That(refusal.VisibleOnlyTo, Is.EqualTo("U0BOB00001"));
            Assert.That(end.AllText, Does.Contain("Finished").And.Contain("Slow work finished"));
        }
    }

    [Test]
    public async Task A_stopped_run_goes_on_with_a_reply()
    {
        var run = await Stage.RunAsync("[[fake:slow-commit]] stop me");
        await run.AgentAsksAsync("slow-commit", 2);
        await StopAsync(run, "word");
        await run.EndAsync();

        run.Reply("alice", "[[fake:commit]] go on after all");
        var end = await run.EndAsync(turn: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request"));
            Assert.That(await GitHub.FileAsync("acme/widgets", run.PullRequest.HeadBranch, "hello.txt", default), Is.Not.Null);
            Assert.That(await GitHub.FileAsync("acme/widgets", run.PullRequest.HeadBranch, "slow.txt", default), Is.Not.Null, "What it had done before the stop is kept.");
        }
    }

    /// <summary>The first private answer that says so, in the thread or at the command.</summary>
    private DateTimeOffset StoppingSeenAt(DateTimeOffset asked) => Slack.EphemeralsFor("alice")
        .Where(message => message.PostedAt >= asked && message.AllText.Contains("Stopping", StringComparison.Ordinal))
        .Select(message => message.PostedAt)
        .Concat(Slack.State.ResponseUrls.Answers.Snapshot.Where(answer => answer.At >= asked && answer.BodyJson.Contains("Stopping", StringComparison.Ordinal)).Select(answer => answer.At))
        .DefaultIfEmpty(DateTimeOffset.MaxValue)
        .Min();

    private async Task StopAsync(AgentRun run, string means)
    {
        switch (means)
        {
            case "word":
                run.Reply("alice", "stop");
                break;
            case "button":
                await run.ClickAsync("alice", "Stop");
                break;
            case "reaction":
                Slack.React("alice", Stage.Channel, run.CardTs, ":x:");
                break;
            default:
                await Stage.CommandAsync("alice", $"stop {run.Id}");
                break;
        }
    }
}
