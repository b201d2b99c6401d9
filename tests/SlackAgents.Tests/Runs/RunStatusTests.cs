using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

/// <summary>What people see of a run beside its messages, and what they say of it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunStatusTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task Slacks_own_status_follows_the_run_and_the_first_one_carries_its_title()
    {
        var asked = await _core.AskAsync("fix the readme typo");
        await _core.EndOfAsync(asked.Id);

        await Eventually.ThatAsync(() => _core.AgentSessions.Set.Select(one => one.Status).LastOrDefault(), Is.EqualTo(AgentSessionStatus.Active));
        var run = await _core.ReadAsync(asked.Id);
        Assert.That(_core.AgentSessions.Set[0], Is.EqualTo((run.CardTs, AgentSessionStatus.Processing, run.Title)));
        Assert.That(_core.AgentSessions.Set.Skip(1).Select(one => one.Title), Is.All.Null);
    }

    [Test]
    public async Task A_question_suspends_the_status_until_it_is_answered()
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            await turn.Door.Tools!.AskAsync(new ToolQuestion("Which?", ["a", "b"], true), turn.Killed);
            return await Agents.TalkAsync(turn);
        };
        var asked = await _core.AskAsync();
        var question = await _core.QuestionAsync(asked.Id);
        await Eventually.ThatAsync(() => _core.AgentSessions.Set.Select(one => one.Status).LastOrDefault(), Is.EqualTo(AgentSessionStatus.Suspended));

        await _core.ClickAsync(question, "a");
        await _core.EndOfAsync(asked.Id);

        await Eventually.ThatAsync(() => _core.AgentSessions.Set.Select(one => one.Status).LastOrDefault(), Is.EqualTo(AgentSessionStatus.Active));
        Assert.That(_core.AgentSessions.Set.Count(one => one.Status == AgentSessionStatus.Suspended), Is.EqualTo(1));
    }

    [Test]
    public async Task Feedback_is_kept_once_for_each_person_and_can_be_changed()
    {
        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);

        await SayAsync(end, "good", 1);
        await SayAsync(end, "bad", 2);
        await _core.PrivateWordAsync("noted as not good");

        Assert.That((await _core.ReadAsync(asked.Id)).Feedback, Is.EqualTo(new[] { new RunFeedback(_core.Ada, Good: false) }));
        await Eventually.ThatAsync(
            async () => (await _core.Database.Traces.ReadAsync(asked.Id, 0, 1000, CancellationToken.None)).Select(record => record.Event).OfType<NoticeEvent>().Count(notice => notice.Topic == "feedback"),
            Is.EqualTo(2));
    }

    [Test]
    public async Task Feedback_with_a_value_that_is_not_ours_changes_nothing()
    {
        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);

        await _core.HandleAsync(Click(end, $"{asked.Id}/great", 1), CancellationToken.None);
        await _core.HandleAsync(Click(end, $"{asked.Id}/good", 2) with { Channel = "C0OTHER" }, CancellationToken.None);

        await Eventually.ThatAsync(() => _core.Slack.Private.Count(said => FakePost.Words(said.Content).Contains("do not know this run", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That((await _core.ReadAsync(asked.Id)).Feedback, Is.Null);
    }

    [Test]
    public async Task A_preparation_that_takes_too_long_names_the_step_it_was_at()
    {
        await _core.DisposeAsync();
        var never = new TaskCompletionSource();
        _core = await CoreDriver.StartNewAsync(core =>
        {
            core.Limits.PrepareTimeout = TimeSpan.FromMilliseconds(200);
            core.Host.Before = (what, token) => what == "mint Fetch" ? never.Task.WaitAsync(token) : Task.CompletedTask;
        });

        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);

        Assert.That(end.Text, Does.Contain("❌ Failed").And.Contain("it was at step").And.Contain("/7: "));
    }

    private Task SayAsync(FakePost end, string word, int number) => _core.HandleAsync(Click(end, $"{end.Key.Split('/')[0]}/{word}", number), CancellationToken.None);

    private ButtonClick Click(FakePost post, string value, int number) =>
        new($"feedback:{number}", _core.Ada, post.Channel, post.ThreadTs, post.Ts, "feedback", value, null, CoreDriver.Now);
}
