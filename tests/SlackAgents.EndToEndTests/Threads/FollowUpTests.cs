using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Slack.Messages;

namespace SlackAgents.EndToEndTests.Threads;

/// <summary>Replies in a run's thread steer it.</summary>
internal sealed class FollowUpTests : StageTests
{
    private const string Repository = "acme/widgets";
    private const string Taken = "inbox_tray";
    private const string Delivered = "white_check_mark";

    [Test]
    public async Task A_reply_after_the_end_goes_on_with_the_same_branch_and_pull_request()
    {
        var run = await Stage.RunAsync("[[fake:commit]] begin");
        await run.EndAsync();
        var branch = run.PullRequest.HeadBranch;

        run.Reply("alice", "[[fake:followup]] and one more line");
        var end = await run.EndAsync(turn: 2);

        var commits = await GitHub.CommitsAsync(Repository, "main", branch, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request updated"));
            Assert.That(run.PullRequests, Has.Count.EqualTo(1));
            Assert.That(run.PullRequest.HeadBranch, Is.EqualTo(branch));
            Assert.That(commits, Has.Count.EqualTo(2));
            Assert.That(await GitHub.FileAsync(Repository, branch, "hello.txt", default), Does.Contain("more"));
            Assert.That(run.Ends, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task A_later_turn_resumes_the_agents_own_session_in_the_same_container()
    {
        var run = await Stage.RunAsync("[[fake:commit]] remember this word: marzipan");
        await run.EndAsync();
        var container = await run.ContainerAsync();

        run.Reply("alice", "[[fake:followup]] what was the word?");
        await run.EndAsync(turn: 2);

        var last = Model.TaskRequests.Last(request => request.Scenario == "followup");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.BodyJson, Does.Contain("marzipan"), "The session holds what was said before.");
            Assert.That(await run.ContainerAsync(), Is.EqualTo(container));
        }
    }

    [Test]
    public async Task Replies_while_a_turn_runs_wait_for_it_and_are_delivered_in_order()
    {
        var run = await Stage.RunAsync("[[fake:slow-commit]] take your time");
        await run.AgentAsksAsync("slow-commit", 1);

        var first = run.Reply("alice", "[[fake:talk]] first reply");
        await SeesAsync(first, Taken);
        var second = run.Reply("alice", "[[fake:talk]] second reply");
        await SeesAsync(second, Taken);
        Assert.That(run.Ends, Is.Empty, "The turn still runs.");

        await run.EndAsync(turn: 3);

        var asked = Model.TaskRequests.Where(request => request.Scenario == "talk").Select(request => request.BodyJson).ToList();
        var prompts = (await run.TraceAsync("prompt")).Select(prompt => prompt["text"]!.GetValue<string>()).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(asked, Has.Some.Contains("second reply"));
            Assert.That(prompts.FindIndex(text => text.Contains("first reply", StringComparison.Ordinal)), Is.LessThan(prompts.FindIndex(text => text.Contains("second reply", StringComparison.Ordinal))));
            Assert.That(run.Ends, Has.Count.EqualTo(3));
        }

        await SeesAsync(first, Delivered);
        await SeesAsync(second, Delivered);
    }

    [Test]
    public async Task Somebody_else_may_steer_but_a_guest_may_not()
    {
        var run = await Stage.RunAsync("[[fake:talk]] hello");
        await run.EndAsync();

        var guests = run.Reply("gina", "[[fake:talk]] do this instead");
        var refusal = await Slack.WaitForMessageAsync(message => message.VisibleOnlyTo is not null && message.AllText.Contains("Guests may not", StringComparison.Ordinal), Stage.Patience, default);
        run.Reply("bob", "[[fake:talk]] and this");
        await run.EndAsync(turn: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refusal.VisibleOnlyTo, Is.EqualTo(guests.UserId));
            Assert.That(run.Ends, Has.Count.EqualTo(2));
            Assert.That(Model.TaskRequests.Select(request => request.BodyJson), Has.None.Contains("do this instead"));
        }
    }

    [Test]
    public async Task Stop_inside_a_sentence_is_a_reply_like_any_other()
    {
        var run = await Stage.RunAsync("[[fake:talk]] hello");
        await run.EndAsync();

        run.Reply("alice", "[[fake:talk]] stop using tabs");
        var end = await run.EndAsync(turn: 2);

        Assert.That(end.AllText, Does.Contain("Finished"));
    }

    private Task SeesAsync(SlackMessage message, string reaction) =>
        Slack.WaitUntilAsync(() => Slack.Find(Stage.Channel, message.Ts)!.HasReaction(reaction), Stage.Patience, default);
}
