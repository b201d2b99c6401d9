using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Runs;

/// <summary>Runs that end without a pull request, on purpose.</summary>
internal sealed class WithoutPushTests : StageTests
{
    [Test]
    public async Task With_push_off_nothing_is_pushed_and_no_write_token_is_minted()
    {
        var tokens = GitHub.Tokens.Count;
        var run = await Stage.RunAsync("[[fake:commit]] keep it here", "repo=acme/widgets push=off");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(GitHub.Tokens.Skip(tokens).SelectMany(token => token.Permissions.Values), Has.None.EqualTo("write"));
            Assert.That(await GitHub.BranchesAsync("acme/widgets", default), Has.None.Contains(run.Id));
            Assert.That(run.PullRequests, Is.Empty);
            Assert.That(end.AllText, Does.Contain("nothing pushed").And.Contain("+1"), "The size of the change is told.");
        }
    }

    [Test]
    public async Task Without_changes_the_answer_goes_to_the_thread_and_no_pull_request_is_opened()
    {
        var run = await Stage.RunAsync("[[fake:talk]] just talk");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("no changes").And.Contain("Just talking, no tools."));
            Assert.That(run.PullRequests, Is.Empty);
            Assert.That(await GitHub.BranchesAsync("acme/widgets", default), Has.None.Contains(run.Id));
        }
    }

    [Test]
    public async Task List_and_status_show_the_run()
    {
        var run = await Stage.RunAsync("[[fake:talk]] find me again");
        await run.EndAsync();

        var list = await Stage.AnswerAsync(await Stage.CommandAsync("alice", "list"));
        var status = await Stage.AnswerAsync(await Stage.CommandAsync("alice", $"status {run.Id}"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list, Does.Contain(run.Id).And.Contain("find me again"));
            Assert.That(status, Does.Contain(run.Id).And.Contain("Finished"));
        }
    }
}
