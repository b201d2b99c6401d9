using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Approvals;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ApprovalTests
{
    private const string Workflow = ".github/workflows/ci.yml";

    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core => core.Publishing.Approval = ApprovalMode.Sensitive);

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_change_of_a_workflow_waits_and_nothing_reaches_the_host_before_it_is_approved()
    {
        var (run, question) = await HoldAsync();

        Assert.That(question.Text, Does.Contain("Approval needed").And.Contain("The agent finished").And.Contain(Workflow).And.Contain("[Approve]").And.Contain("[Reject]"));
        Assert.That(_core.Host.Minted, Has.None.EqualTo(TokenPurpose.Push).And.None.EqualTo(TokenPurpose.PushWorkflows));

        var said = await DecideAsync(run, approve: true);
        var end = await _core.EndOfAsync(run.Id);
        var after = await _core.ReadAsync(run.Id);

        Assert.Multiple(() =>
        {
            Assert.That(said.Decided, Is.True);
            Assert.That(after.State, Is.EqualTo(RunState.Finished));
            Assert.That(after.PushedSha, Is.EqualTo(after.Approval!.HeadSha));
            Assert.That(after.Approval.DecidedBy, Is.EqualTo("Bob"));
            Assert.That(end.Text, Does.Contain("Pull request ready"));
            Assert.That(_core.Host.Minted, Has.One.EqualTo(TokenPurpose.PushWorkflows).And.None.EqualTo(TokenPurpose.Push));
        });
        await Eventually.ThatAsync(() => Task.FromResult(_core.Slack.Posts.Single(post => post.Key == question.Key).Text), Does.Contain("Approved by Bob").And.Not.Contain("[Approve]"));
    }

    [Test]
    public async Task What_is_rejected_stays_with_the_run_and_its_requester_hears_of_it()
    {
        var (run, _) = await HoldAsync();

        var said = await DecideAsync(run, approve: false);
        var end = await _core.EndOfAsync(run.Id);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(said, Is.EqualTo(new ApprovalResult(true, "Rejected: nothing of this change reached GitHub. Reply with what to change.")));
            Assert.That((await _core.ReadAsync(run.Id)).Reason, Is.EqualTo(ReasonCode.ChangesRejected));
            Assert.That(end.Text, Does.Contain("rejected").And.Contain("by Bob"));
            Assert.That(_core.Host.Minted, Has.None.EqualTo(TokenPurpose.PushWorkflows));
            Assert.That(_core.Host.Opened, Is.Empty);
        });
    }

    [Test]
    public async Task A_limit_that_ended_the_turn_stays_its_reason_when_the_change_is_approved()
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            await turn.PushAsync(Workflow, "on: push\n");
            await turn.UntilKilledAsync();
            return 0;
        };
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);
        await Eventually.IsTrueAsync(async () => GitRepository.Find(await _core.Gateway.Of(asked.Id).Quarantine, $"refs/heads/{asked.Branch}") is not null);
        await _core.Get<RunStops>().StopAsync(asked.Id, ReasonCode.CostLimit, "the second task was left", CancellationToken.None);
        var question = await QuestionAsync(asked.Id, turn: 1);

        await DecideAsync(await _core.WhenAsync(asked.Id, RunState.Held), approve: true);

        var end = await _core.EndOfAsync(asked.Id);
        var after = await _core.ReadAsync(asked.Id);
        Assert.Multiple(() =>
        {
            Assert.That(question.Text, Does.Contain(ReasonCatalog.Of(ReasonCode.CostLimit).Sentence).And.Not.Contain("The agent finished"));
            Assert.That((after.State, after.Reason, after.ReasonDetail), Is.EqualTo((RunState.Stopped, (ReasonCode?)ReasonCode.CostLimit, "the second task was left")));
            Assert.That(end.Text, Does.Contain(ReasonCatalog.Of(ReasonCode.CostLimit).Sentence).And.Contain("[Open PR]"));
            Assert.That(_core.Host.Opened.Single().Body, Does.Contain("**Not complete:**"));
        });
    }

    [Test]
    public async Task Where_a_pull_request_is_there_already_what_is_said_is_about_this_change_alone()
    {
        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);
        _core.Engine.Agent = ChangeWorkflowAsync;
        await _core.ReplyAsync(asked.Id, "and the workflow");
        var question = await QuestionAsync(asked.Id, turn: 2);

        await DecideAsync(await _core.WhenAsync(asked.Id, RunState.Held), approve: false);

        var end = await _core.EndOfAsync(asked.Id, turn: 2);
        Assert.That(question.Text, Does.Contain("Nothing of this change has reached GitHub yet"));
        Assert.That(end.Text, Does.Contain("nothing of this change has reached GitHub").And.Contain("[Open PR]"));
        await Eventually.ThatAsync(() => Task.FromResult(_core.Slack.Posts.Single(post => post.Key == question.Key).Text), Does.Contain("Nothing of this change reached GitHub"));
    }

    [Test]
    public async Task Of_two_decisions_the_first_counts_and_the_second_is_told()
    {
        var (run, _) = await HoldAsync();

        var first = await DecideAsync(run, approve: false);
        var second = await DecideAsync(run, approve: true);

        Assert.That(first.Decided, Is.True);
        Assert.That(second, Is.EqualTo(new ApprovalResult(false, "Bob has rejected it already.")));
        Assert.That(_core.Host.Opened, Is.Empty);
    }

    [Test]
    public async Task A_reply_goes_on_instead_and_what_comes_of_it_is_asked_for_anew()
    {
        var (run, first) = await HoldAsync();
        var before = (await _core.ReadAsync(run.Id)).Approval!;

        await _core.ReplyAsync(run.Id, "and the other workflow");
        var second = await QuestionAsync(run.Id, turn: 2);
        var late = await _core.Get<IApprovals>().DecideAsync(run with { Approval = before }, approve: true, Bob, CancellationToken.None);

        Assert.That(late.Decided, Is.False, "an approval is bound to one commit");
        Assert.That(second.Key, Is.Not.EqualTo(first.Key));
        Assert.That((await _core.ReadAsync(run.Id)).State, Is.EqualTo(RunState.Held));
        await Eventually.ThatAsync(() => Task.FromResult(_core.Slack.Posts.Single(post => post.Key == first.Key).Text), Does.Contain("a reply went on instead"));
    }

    [Test]
    public async Task Whoever_may_reject_the_change_rejects_it_by_stop()
    {
        // Without linked accounts the requester approves.
        _core.Accounts.MissingSettings = ["GitHub:ClientId"];
        var (run, _) = await HoldAsync();

        await _core.ReplyAsync(run.Id, "stop");

        await _core.PrivateWordAsync("Rejected: nothing of this change reached GitHub");
        await _core.EndOfAsync(run.Id);
        var after = await _core.ReadAsync(run.Id);
        Assert.That((after.State, after.Reason, after.Approval!.DecidedById), Is.EqualTo((RunState.Stopped, (ReasonCode?)ReasonCode.ChangesRejected, _core.Ada)));
    }

    [Test]
    public async Task Whoever_may_stop_the_run_but_not_reject_the_change_is_told_who_may()
    {
        var (run, _) = await HoldAsync();

        await _core.ReplyAsync(run.Id, "stop");

        Assert.That(await _core.PrivateWordAsync("a change waits for an approval"), Does.Contain("may approve or reject this change").And.Contain("/agent link"));
        Assert.That((await _core.ReadAsync(run.Id)).State, Is.EqualTo(RunState.Held));
    }

    [Test]
    public async Task A_stop_that_was_said_before_the_turn_of_the_held_change_rejects_nothing()
    {
        _core.Accounts.MissingSettings = ["GitHub:ClientId"];
        var (run, _) = await HoldAsync();

        await _core.HandleAsync(new CommandInvocation("stop:1", _core.Ada, run.Channel, run.ReplyThread, null, $"stop {run.Id}", null, run.CreatedAt - TimeSpan.FromMinutes(1)), CancellationToken.None);

        await _core.PrivateWordAsync("so nothing was stopped");
        Assert.That((await _core.ReadAsync(run.Id)).State, Is.EqualTo(RunState.Held));
    }

    [Test]
    public async Task What_nobody_decides_in_time_is_closed_and_can_be_asked_for_again()
    {
        _core.Publishing.ApprovalTimeout = TimeSpan.FromTicks(1);
        var (run, _) = await HoldAsync();

        await _core.Get<ApprovalBook>().ExpireAsync(run, CancellationToken.None);
        var end = await _core.EndOfAsync(run.Id);

        Assert.That((await _core.ReadAsync(run.Id)).Reason, Is.EqualTo(ReasonCode.ApprovalExpired));
        Assert.That(end.Text, Does.Contain("in time").And.Contain("[Retry]"));
    }

    [Test]
    public async Task An_approval_that_the_process_did_not_live_to_carry_out_is_carried_out_by_the_next()
    {
        var (run, _) = await HoldAsync();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _core.Host.Before = (what, _) => what == "mint PushWorkflows" && reached.TrySetResult() ? _core.UntilKilledAsync() : Task.CompletedTask;

        await DecideAsync(run, approve: true);
        await reached.Task;
        await _core.CrashAsync();
        var end = await _core.EndOfAsync(run.Id);

        Assert.That(end.Text, Does.Contain("Pull request ready"));
        Assert.That(_core.Host.Opened, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_status_is_suspended_while_the_change_is_held()
    {
        var (run, _) = await HoldAsync();

        await Eventually.ThatAsync(() => _core.AgentSessions.Set.Select(one => one.Status).LastOrDefault(), Is.EqualTo(AgentSessionStatus.Suspended));
        await DecideAsync(run, approve: true);
        await _core.EndOfAsync(run.Id);

        await Eventually.ThatAsync(() => _core.AgentSessions.Set.Select(one => one.Status).LastOrDefault(), Is.EqualTo(AgentSessionStatus.Active));
    }

    [Test]
    public async Task While_it_is_held_the_next_turn_can_be_given_a_model_of_another_provider()
    {
        var (run, _) = await HoldAsync();
        await _core.Get<RunStateChanger>().UpdateAsync(run.Id, [RunState.Held], held => held with { Provider = "openai", Model = "gpt-5" }, CancellationToken.None);

        await _core.ReplyAsync(run.Id, "model=claude-haiku-4-5");

        await _core.PrivateWordAsync("The next turn uses claude-haiku-4-5");
        var after = await _core.ReadAsync(run.Id);
        Assert.That((after.State, after.Provider, after.Model), Is.EqualTo((RunState.Held, "anthropic", "claude-haiku-4-5")));
    }

    [Test]
    public async Task An_ordinary_change_waits_for_nobody()
    {
        var run = await _core.AskAsync();

        await _core.EndOfAsync(run.Id);

        Assert.That((await _core.ReadAsync(run.Id)).Approval, Is.Null);
        Assert.That(_core.Host.Opened, Has.Count.EqualTo(1));
    }

    private Requester Bob => new(_core.Bob, "Bob");

    private Task<ApprovalResult> DecideAsync(Run run, bool approve) => _core.Get<IApprovals>().DecideAsync(run, approve, Bob, CancellationToken.None);

    private async Task<(Run Run, FakePost Question)> HoldAsync()
    {
        _core.Engine.Agent = ChangeWorkflowAsync;
        var asked = await _core.AskAsync("speed up the build");
        var question = await QuestionAsync(asked.Id, turn: 1);
        return (await _core.WhenAsync(asked.Id, RunState.Held), question);
    }

    private static async Task<int> ChangeWorkflowAsync(FakeTurn turn)
    {
        turn.Begin();
        await turn.PushAsync(Workflow, $"on: push # {turn.Number}\n");
        turn.Finish("I changed the workflow.");
        await turn.ReadInputToEndAsync();
        return 0;
    }

    private Task<FakePost> QuestionAsync(RunId id, int turn) =>
        Eventually.FindAsync(() => Task.FromResult(_core.Slack.Posts.FirstOrDefault(post => post.Key.StartsWith($"{id}/turn{turn}/approval/", StringComparison.Ordinal))), "the question for an approval");
}
