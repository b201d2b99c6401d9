using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs.Messages;

internal sealed class TurnEndMessageTests
{
    private static readonly Run Done = Some.RunWithCard() with
    {
        State = RunState.Finished,
        Reason = ReasonCode.Completed,
        Changes = new BranchSummary("abc", 1, 2, 42, 18),
        PushedSha = "abc",
        PullRequestNumber = 7,
        PullRequestUrl = new Uri("https://github.test/pull/7"),
        PullRequestTurn = 1,
    };

    private static readonly TurnReport Report = new([new CommandCheck("dotnet test", true, 0), new CommandCheck("npm run lint", false, 2), new CommandCheck("tsc", false, null)], 2, ["write the docs"], 3, "git status");

    [TestCase(1, 1, "✅ Pull request ready")]
    [TestCase(2, 2, "✅ Pull request ready")]
    [TestCase(2, 1, "✅ Pull request updated")]
    [TestCase(3, null, "✅ Pull request updated")]
    public void A_pull_request_is_updated_only_when_it_was_there_before(int turn, int? opened, string verdict)
    {
        Assert.That(Compose(Done with { Turn = turn, PullRequestTurn = opened }, RunState.Finished).Summary, Does.StartWith(verdict));
    }

    [Test]
    public void The_end_says_what_was_checked_and_what_was_not_done()
    {
        var text = FakePost.Words(Compose(Done with { Report = Report, Push = false }, RunState.Finished));

        Assert.That(text, Does.Contain("Checks it ran: ✅ dotnet test · ❌ npm run lint (exit 2) · ❌ tsc"));
        Assert.That(text, Does.Contain("Not done: write the docs · 3 requests to the web were refused · nothing was pushed (push=off)"));
        Assert.That(text, Does.Contain("+42 −18 in 2 files"));
    }

    [Test]
    public void Changes_without_a_check_that_is_recognised_say_so()
    {
        var text = FakePost.Words(Compose(Done with { Report = new TurnReport([], 0, [], 0, null) }, RunState.Finished));

        Assert.That(text, Does.Contain("Checks it ran: none that were recognised").And.Not.Contain("Not done"));
    }

    [Test]
    public void A_stop_says_what_was_done_where_the_work_is_and_what_it_cost()
    {
        var stopped = Done with { State = RunState.Stopped, Reason = ReasonCode.StoppedByPerson, PushedSha = null, PullRequestUrl = null, PullRequestNumber = null, Report = Report, Usage = new RunUsage(1, 2, 3, 0.5m, 4) };

        var text = FakePost.Words(Compose(stopped, RunState.Stopped));

        Assert.That(text, Does.StartWith("🛑 Stopped").And.Contain("Done so far: 2 of 3 steps of its plan; last: git status").And.Contain("The work so far is kept privately with the run").And.Contain("$0.50"));
        Assert.That(text, Does.Contain("[Retry]").And.Contain("[Fork]").And.Contain("[View trace]").And.Contain("[👍]"));
    }

    [Test]
    public void A_long_answer_is_shortened()
    {
        var content = Compose(Done with { Answer = new string('y', 9_000) }, RunState.Finished);

        Assert.That(content.Parts.OfType<AgentText>().Single().Markdown, Has.Length.EqualTo(TurnEndMessage.MaxAnswer).And.EndsWith("…"));
    }

    private static ReplyContent Compose(Run run, RunState ended)
    {
        var time = new ManualTimeProvider();
        var links = new TraceLinks(new byte[32], () => new Uri("https://agents.test/"), TimeSpan.FromDays(1), time);
        return new TurnEndMessage(links, time).Compose(run, ended, waiting: 0, cancelled: 0).Content!;
    }
}
