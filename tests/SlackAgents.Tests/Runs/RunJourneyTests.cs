using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunJourneyTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_task_becomes_a_card_a_branch_a_draft_pull_request_and_one_terminal_message()
    {
        var asked = await _core.AskAsync("fix the readme typo");

        var end = await _core.EndOfAsync(asked.Id);
        var run = await _core.ReadAsync(asked.Id);

        Assert.Multiple(() =>
        {
            Assert.That(run.State, Is.EqualTo(RunState.Finished));
            Assert.That(run.Reason, Is.EqualTo(ReasonCode.Completed));
            Assert.That(_core.Host.Opened.Single().Branch, Is.EqualTo(run.Branch));
            Assert.That(GitRepository.Find(_core.Host.Path, $"refs/heads/{run.Branch}"), Is.EqualTo(run.PushedSha));
            Assert.That(GitRepository.Find(_core.Host.Path, "refs/heads/main"), Is.EqualTo(_core.Host.BaseSha));
            Assert.That(end.ThreadTs, Is.EqualTo(run.CardTs));
            Assert.That(end.Text, Does.Contain("Pull request ready").And.Contain("[Open PR]").And.Contain("[View trace]"));
            Assert.That(_core.Slack.Posts.Count(post => post.Key.EndsWith("/end", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(_core.Slack.Posts.Count(post => post.ThreadTs is null), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task Lines_that_no_rule_knows_are_counted_at_the_turns_end()
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Print("""{"type":"something_of_tomorrow"}""");
            turn.Print("not even JSON");
            return await Agents.TalkAsync(turn);
        };

        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);

        await Eventually.ThatAsync(
            async () => (await _core.Database.Traces.ReadAsync(asked.Id, 0, 1000, CancellationToken.None)).Select(record => record.Event).OfType<NoticeEvent>().Where(notice => notice.Topic == "unknown_lines").Select(notice => notice.Text).ToList(),
            Has.One.StartsWith("2 lines of claude"));
    }

    [Test]
    public async Task Every_token_is_for_one_purpose_and_none_outlives_the_run()
    {
        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);

        Assert.That(_core.Host.Minted, Is.EqualTo(new[] { TokenPurpose.Fetch, TokenPurpose.Push }));
        await Eventually.ThatAsync(() => _core.Host.LiveTokens, Is.Zero);
    }

    [Test]
    public async Task The_last_card_shows_the_end_even_though_progress_was_drawn_before()
    {
        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);

        await Eventually.ThatAsync(() => _core.Slack.Posts.Single(post => post.ThreadTs is null).Text, Does.Contain("Pull request ready").And.Not.Contain("[Stop]"));
    }

    [Test]
    public async Task An_answer_without_changes_is_said_in_the_thread_and_opens_nothing()
    {
        _core.Engine.Agent = Agents.TalkAsync;

        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);

        Assert.That(end.Text, Does.Contain("no changes").And.Contain("It is fine as it is."));
        Assert.That(_core.Host.Opened, Is.Empty);
        Assert.That(_core.Host.Minted, Does.Not.Contain(TokenPurpose.Push));
    }

    [Test]
    public async Task Push_off_never_mints_a_token_that_could_write()
    {
        var asked = await _core.AskAsync("fix the typo push=off");
        var end = await _core.EndOfAsync(asked.Id);

        Assert.That(_core.Host.Minted, Has.All.EqualTo(TokenPurpose.Fetch));
        Assert.That(end.Text, Does.Contain("nothing pushed").And.Contain("push=off keeps").Or.Contain("with push=off the work stays"));
        Assert.That(GitRepository.Branches(_core.Host.Path), Is.EqualTo(new[] { "main" }));
    }

    [Test]
    public async Task The_same_request_handled_twice_is_one_run_and_one_card()
    {
        await _core.AskAsync("inbox:same", "fix it");
        await _core.AskAsync("inbox:same", "fix it");

        var runs = await _core.Database.Runs.ListRecentAsync(_core.Ada, 10, CancellationToken.None);
        await _core.EndOfAsync(runs.Single().Id);
        Assert.That(_core.Slack.Posts.Count(post => post.ThreadTs is null), Is.EqualTo(1));
    }

    [Test]
    public async Task A_reply_while_a_turn_runs_waits_and_is_delivered_after_it_on_the_same_branch()
    {
        var go = new TaskCompletionSource();
        _core.Engine.Agent = Agents.WaitFor(go.Task);
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);

        var ts = await _core.ReplyAsync(asked.Id, "and the changelog, please");
        go.SetResult();
        await _core.EndOfAsync(asked.Id, turn: 2);

        var run = await _core.ReadAsync(asked.Id);
        await Eventually.ThatAsync(() => _core.Slack.Reactions, Is.EqualTo(new[] { $"+{FollowUps.TakenEmoji}@{ts}", $"+{FollowUps.DeliveredEmoji}@{ts}" }));
        Assert.Multiple(() =>
        {
            Assert.That(_core.Slack.Posts.Count(post => post.Key.EndsWith("/end", StringComparison.Ordinal)), Is.EqualTo(2));
            Assert.That(_core.Host.Opened, Has.Count.EqualTo(1));
            Assert.That(_core.Host.UpdatedBodies, Has.Count.EqualTo(1));
            Assert.That(_core.Engine.Of(run.Id).Starts, Is.EqualTo(2));
            Assert.That(GitRepository.Find(_core.Host.Path, $"refs/heads/{run.Branch}"), Is.EqualTo(run.PushedSha));
        });
    }

    [Test]
    public async Task A_reply_to_a_finished_run_resumes_the_session_in_the_same_sandbox()
    {
        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);
        IReadOnlyList<string> arguments = [];
        var prompt = string.Empty;
        _core.Engine.Agent = turn =>
        {
            (arguments, prompt) = (turn.Arguments, turn.Prompt);
            return Agents.EditAsync(turn);
        };

        await _core.ReplyAsync(asked.Id, "now the changelog");
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(arguments, Does.Contain("--resume"));
        Assert.That(prompt, Is.EqualTo("now the changelog"));
        Assert.That(_core.Engine.Sandboxes, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_reply_after_sandbox_and_session_were_removed_tells_the_agent_what_was_before()
    {
        var asked = await _core.AskAsync("fix the readme typo");
        await _core.EndOfAsync(asked.Id);
        await Eventually.IsTrueAsync(() => _core.Get<Core.Runs.Live.LiveRuns>().Count == 0);
        await _core.Engine.RemoveAsync(_core.Engine.Of(asked.Id).Id, CancellationToken.None);
        _core.Get<Core.Sandboxes.SessionFiles>().Remove(asked.Id);
        var prompt = string.Empty;
        _core.Engine.Agent = turn =>
        {
            prompt = turn.Prompt;
            return Agents.EditAsync(turn);
        };

        await _core.ReplyAsync(asked.Id, "now the changelog");
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(prompt, Does.Contain("fix the readme typo").And.Contain("Changed the readme in turn 1.").And.Contain("now the changelog"));
    }

    [Test]
    public async Task A_double_click_on_Retry_tries_once()
    {
        _core.Engine.Agent = Agents.Print([], 1);
        var asked = await _core.AskAsync();
        var failed = await _core.EndOfAsync(asked.Id);
        Assert.That(failed.Text, Does.Contain("Failed").And.Contain("[Retry]").And.Contain("HarnessCrashed"));
        await Eventually.IsTrueAsync(() => _core.Get<Core.Runs.Live.LiveRuns>().Count == 0);
        var go = new TaskCompletionSource();
        _core.Engine.Agent = Agents.WaitFor(go.Task);

        await Task.WhenAll(ClickAsync("click:1"), ClickAsync("click:2"));
        go.SetResult();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(await _core.Database.Runs.GetTurnsAsync(asked.Id, CancellationToken.None), Has.Count.EqualTo(2));

        Task ClickAsync(string key) => _core.HandleAsync(
            new ButtonClick(key, _core.Ada, _core.Channel, failed.ThreadTs, failed.Ts, "retry", asked.Id.Value, null, CoreDriver.Now), CancellationToken.None);
    }
}
