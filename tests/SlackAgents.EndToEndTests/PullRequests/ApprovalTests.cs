using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.PullRequests;

/// <summary>Changes that a person has to let go.</summary>
internal sealed class ApprovalTests : StageTests
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal) { ["Publishing__Approval"] = "Always" };

    [Test]
    public async Task A_held_change_reaches_github_by_one_tap_and_not_before()
    {
        var run = await Stage.RunAsync("[[fake:commit]] hold it");
        await run.CardSaysAsync("Waiting for approval");

        Assert.That(await GitHub.BranchesAsync("acme/widgets", default), Has.None.Contains(run.Id));
        await run.ClickAsync("alice", "Approve");
        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("Pull request ready"));
        Assert.That(run.PullRequests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_rejected_change_stays_here_and_a_word_is_enough()
    {
        var run = await Stage.RunAsync("[[fake:commit]] drop it");
        await run.CardSaysAsync("Waiting for approval");

        run.Reply("alice", "reject");
        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("rejected"));
        Assert.That(run.PullRequests, Is.Empty);
        Assert.That(await GitHub.BranchesAsync("acme/widgets", default), Has.None.Contains(run.Id));
    }
}
