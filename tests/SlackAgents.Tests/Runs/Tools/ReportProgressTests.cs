using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs.Tools;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ReportProgressTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.CreateAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_report_is_on_the_card_and_in_the_trace()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = default(ToolAnswer);
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            answer = await turn.Door.Tools!.ReportAsync(" Running\nthe tests ", 62.2, turn.Killed);
            await go.Task;
            return await Agents.TalkAsync(turn);
        };
        await _core.StartAsync();
        var run = await _core.AskAsync();

        await Eventually.IsTrueAsync(() => _core.Slack.Posts.Any(post => post.Text.Contains("Reported: Running the tests (62 %)", StringComparison.Ordinal)));
        go.SetResult();
        await _core.EndOfAsync(run.Id);

        Assert.That(answer, Is.EqualTo(new ToolAnswer("Shown.")));
        var trace = await _core.Database.Traces.ReadAsync(run.Id, 0, 1000, CancellationToken.None);
        Assert.That(trace.Select(record => record.Event), Has.Member(new NoticeEvent("progress", "Running the tests (62 %)")));
    }

    [Test]
    public async Task Reports_are_bounded_in_number_and_length()
    {
        var answers = new List<ToolAnswer>();
        _core.Engine.Agent = async turn =>
        {
            for (var count = 0; count < 20; count++)
            {
                answers.Add(await turn.Door.Tools!.ReportAsync(new string('x', 5000), null, turn.Killed));
            }

            answers.Add(await turn.Door.Tools!.ReportAsync(" \n", null, turn.Killed));
            return await Agents.TalkAsync(turn);
        };
        await _core.StartAsync();
        var run = await _core.AskAsync();
        await _core.EndOfAsync(run.Id);

        Assert.That(answers[^1].IsError, Is.True);
        Assert.That(answers.Count(answer => answer.Text.StartsWith("Not shown", StringComparison.Ordinal)), Is.AtLeast(5));
        var trace = await _core.Database.Traces.ReadAsync(run.Id, 0, 1000, CancellationToken.None);
        Assert.That(trace.Select(record => record.Event).OfType<NoticeEvent>().Where(notice => notice.Topic == "progress").Select(notice => notice.Text.Length), Is.All.EqualTo(300));
    }
}
