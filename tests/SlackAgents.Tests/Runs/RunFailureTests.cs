using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;
using SlackAgents.Tests.Harnesses.ClaudeCode;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RunFailureTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [TestCase("auth-failure", ReasonCode.ProviderKeyRejected)]
    [TestCase("overloaded-529", ReasonCode.ProviderOverloaded)]
    [TestCase("rate-limited", ReasonCode.ProviderRateLimited)]
    [TestCase("no-credit-402", ReasonCode.ProviderOutOfCredit)]
    [TestCase("model-unknown-404", ReasonCode.ModelUnknown)]
    public async Task What_the_real_CLI_says_on_a_failure_reaches_people_as_cause_next_step_and_button(string recording, ReasonCode reason)
    {
        _core.Engine.Agent = Agents.Print(Recording.Load(recording).Lines, 1);

        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);

        Assert.That(end.Text, Does.Contain(ReasonCatalog.Of(reason).Sentence).And.Contain(ReasonCatalog.Of(reason).NextStep).And.Contain(reason.ToString()));
        Assert.That(end.Text.Contains("[Retry]", StringComparison.Ordinal), Is.EqualTo(ReasonCatalog.Of(reason).CanRetry));
    }

    [TestCase(RepositoryFailure.Unavailable, ReasonCode.RepositoryUnavailable)]
    [TestCase(RepositoryFailure.BaseMissing, ReasonCode.BaseBranchMissing)]
    [TestCase(RepositoryFailure.NotAllowed, ReasonCode.RepositoryNotAllowed)]
    public async Task A_repository_that_cannot_be_fetched_fails_the_run_and_leaves_no_agent_behind(RepositoryFailure failure, ReasonCode reason)
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        _core.Host.Before = (what, _) => what == "mint Fetch" ? throw new RepositoryException(failure, "The host said no.") : Task.CompletedTask;

        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);

        Assert.That(end.Text, Does.Contain(reason.ToString()).And.Contain("The host said no."));
        await Eventually.ThatAsync(() => _core.Engine.Sandboxes.Count(sandbox => sandbox.State == SandboxState.Running), Is.Zero);
    }

    [Test]
    public async Task An_engine_that_does_not_answer_at_all_ends_the_run_with_a_message()
    {
        _core.Engine.Before = _ => throw new SandboxException(SandboxFailure.EngineUnreachable, "No answer from the engine.");

        var asked = await _core.AskAsync();

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("EngineUnreachable").And.Contain("start Docker"));
    }

    [Test]
    public async Task A_sandbox_that_disappears_in_the_middle_of_a_turn_is_named_as_the_cause()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);

        await _core.Engine.RemoveAsync(_core.Engine.Of(asked.Id).Id, CancellationToken.None);

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("SandboxLost").And.Contain("[Retry]"));
    }

    [Test]
    public async Task A_pull_request_that_cannot_be_opened_says_that_the_branch_is_there_and_a_retry_opens_it()
    {
        _core.Host.Before = (what, _) => what == "open" ? throw new RepositoryException(RepositoryFailure.Unavailable, "502") : Task.CompletedTask;
        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);
        Assert.That(end.Text, Does.Contain("PullRequestFailed").And.Contain("The branch is on GitHub").And.Contain("kept on the branch"));
        await Eventually.IsTrueAsync(() => _core.Get<Core.Runs.Live.LiveRuns>().Count == 0);
        _core.Host.Before = (_, _) => Task.CompletedTask;
        _core.Engine.Agent = Agents.TalkAsync;

        await _core.ReplyAsync(asked.Id, "retry");

        Assert.That((await _core.EndOfAsync(asked.Id, turn: 2)).Text, Does.Contain("[Open PR]"));
        Assert.That(_core.Host.Opened, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_Slack_that_gives_no_permalink_keeps_no_pull_request_from_being_opened()
    {
        _core.Slack.Before = (operation, _) =>
        {
            if (operation == "permalink")
            {
                throw new ReplyException(ReplyFailure.Transient, "http_503", "Slack does not answer.");
            }
        };

        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);

        Assert.That(_core.Host.Opened, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Changes_that_the_policy_does_not_admit_reach_nobody()
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            await turn.PushAsync(".github/workflows/ci.yml", "on: push\n");
            turn.Finish("Added a workflow.");
            await turn.ReadInputToEndAsync();
            return 0;
        };

        var asked = await _core.AskAsync();
        var end = await _core.EndOfAsync(asked.Id);

        Assert.That(end.Text, Does.Contain("PushRefusedByPolicy").And.Contain(".github/workflows/ci.yml"));
        Assert.That(_core.Host.Minted, Does.Not.Contain(TokenPurpose.Push));
    }

    [Test]
    public async Task Words_of_an_agent_cannot_mention_hide_or_lie_in_a_pull_request()
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            await turn.PushAsync("README.md", "x\n");
            turn.Finish("Thanks @octocat, closes #12 ![x](https://evil.test/x.png) <!-- hidden --> [safe](https://evil.test)\n```\nnever closed");
            await turn.ReadInputToEndAsync();
            return 0;
        };

        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);
        var body = _core.Host.Opened.Single().Body;

        Assert.Multiple(() =>
        {
            Assert.That(body, Does.Not.Contain("@octocat").And.Not.Contain("#12").And.Not.Contain("![").And.Not.Contain("<!--").And.Not.Contain("](https://evil"));
            Assert.That(body.IndexOf("### Run", StringComparison.Ordinal), Is.LessThan(body.IndexOf("never closed", StringComparison.Ordinal)));
            Assert.That(body.Length, Is.LessThan(65_536));
        });
    }

    [Test]
    public async Task A_hostile_flood_of_markup_still_fits_into_a_pull_request()
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            await turn.PushAsync("README.md", "x\n");
            turn.Finish(new string('<', 20_000));
            await turn.ReadInputToEndAsync();
            return 0;
        };

        var asked = await _core.AskAsync($"fix {new string('&', 20_000)}");
        await _core.EndOfAsync(asked.Id);

        Assert.That(_core.Host.Opened.Single().Body.Length, Is.LessThan(65_536));
    }

    [Test]
    public async Task No_second_worker_takes_a_run_that_somebody_works_on()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);

        Assert.That(_core.Get<Core.Runs.Live.LiveRuns>().TryAdd(asked.Id), Is.Null);
    }
}
