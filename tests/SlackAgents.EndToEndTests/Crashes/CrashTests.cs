using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Crashes;

/// <summary>Kill -9 at the worst moments: acknowledged means kept, and everything happens once.</summary>
internal sealed class CrashTests : StageTests
{
    private const string Repository = "acme/widgets";
    private static readonly TimeSpan ForEver = TimeSpan.FromMinutes(5);

    [Test]
    public async Task After_the_acknowledgement()
    {
        Slack.Delay("chat.postMessage", ForEver);
        GitHub.Delay("*", ForEver);
        var task = Stage.Unique("[[fake:commit]] killed at once");
        var receipt = await Stage.CommandAsync("alice", $"repo={Repository} {task}");
        await Stage.Product.KillAsync();
        Assert.That(receipt.Acknowledged, Is.True);

        await AssertRecoveredAsync(task);
    }

    [Test]
    public async Task While_the_card_is_posted()
    {
        var posted = Stage.Cards.Count;
        Slack.LoseAnswerOfNext("chat.postMessage");
        var task = Stage.Unique("[[fake:commit]] killed while the card is posted");
        await Stage.CommandAsync("alice", $"repo={Repository} {task}");
        await Slack.WaitUntilAsync(() => Stage.Cards.Count > posted, Stage.Patience, default);
        await Stage.Product.KillAsync();

        await AssertRecoveredAsync(task);
    }

    [Test]
    public async Task While_the_repository_is_fetched()
    {
        GitHub.Delay("GET /git/*", ForEver);
        var task = Stage.Unique("[[fake:commit]] killed while fetching");
        await Stage.CommandAsync("alice", $"repo={Repository} {task}");
        await (await Stage.RunOfAsync(task)).CardSaysAsync("Preparing");
        await Stage.Product.KillAsync();

        await AssertRecoveredAsync(task);
    }

    [Test]
    public async Task In_the_middle_of_a_turn()
    {
        var run = await Stage.RunAsync("[[fake:slow-commit]] killed in the middle");
        await run.AgentAsksAsync("slow-commit", 1);
        await Stage.Product.KillAsync();
        Assert.That(await SandboxContainers.OfRunAsync(run.Id, "running"), Has.Count.EqualTo(1), "The sandbox outlives the host.");

        await AssertRecoveredAsync(run);
    }

    [Test]
    public async Task After_the_turn_before_the_push()
    {
        GitHub.Delay("POST /git/acme/widgets*/git-receive-pack", ForEver);
        var run = await Stage.RunAsync("[[fake:commit]] killed before the push");
        await run.CardSaysAsync("pushing the branch");
        await Stage.Product.KillAsync();
        Assert.That(run.PullRequests, Is.Empty);

        await AssertRecoveredAsync(run);
    }

    [Test]
    public async Task After_the_push_before_the_pull_request()
    {
        GitHub.Delay("POST /repos/*/pulls", ForEver);
        var run = await Stage.RunAsync("[[fake:commit]] killed before the pull request");
        await GitHub.WaitUntilAsync(() => GitHub.Pushes.Any(push => push.Ref.Contains(run.Id, StringComparison.Ordinal)), Stage.Patience, default);
        await run.CardSaysAsync("opening the pull request");
        await Stage.Product.KillAsync();

        await AssertRecoveredAsync(run);
    }

    [Test]
    public async Task While_the_answer_to_the_pull_request_is_on_its_way()
    {
        GitHub.LoseAnswerOfNext("POST /repos/*/pulls");
        var run = await Stage.RunAsync("[[fake:commit]] killed with the pull request open");
        await GitHub.WaitUntilAsync(() => run.PullRequests.Count > 0, Stage.Patience, default);
        await Stage.Product.KillAsync();

        await AssertRecoveredAsync(run);
    }

    [Test]
    public async Task After_the_pull_request_before_the_last_message()
    {
        var run = await Stage.RunAsync("[[fake:commit]] killed before the last message");
        Slack.Delay("chat.postMessage", ForEver);
        await GitHub.WaitUntilAsync(() => run.PullRequests.Count > 0, Stage.Patience, default);
        await run.CardSaysAsync("Pull request ready");
        await Stage.Product.KillAsync();
        Assert.That(run.Ends, Is.Empty);

        await AssertRecoveredAsync(run);
    }

    [Test]
    public async Task While_the_last_message_is_posted()
    {
        var run = await Stage.RunAsync("[[fake:commit]] killed while the last message is posted");
        Slack.LoseAnswerOfNext("chat.postMessage", times: 20);
        await run.EndAsync();
        await Stage.Product.KillAsync();

        await AssertRecoveredAsync(run);
    }

    private async Task AssertRecoveredAsync(string task)
    {
        Stage.Calm();
        await Stage.Product.StartAsync();
        var run = await Stage.RunOfAsync(task);
        await CrashWitness.AssertHonestEndAsync(Stage, run);
        Assert.That(Stage.Cards.Where(card => card.Text.Contains(task.Split(' ')[0], StringComparison.Ordinal)), Has.Exactly(1).Items);
    }

    private async Task AssertRecoveredAsync(AgentRun run)
    {
        Stage.Calm();
        await Stage.Product.StartAsync();
        await CrashWitness.AssertHonestEndAsync(Stage, run);
    }
}
