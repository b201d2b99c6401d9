using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ConversationTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core => core.Limits.MaxConcurrent = 1);

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [TestCase("guest", "Guests may not")]
    [TestCase("bot", "Bots may not")]
    [TestCase("stranger", "own workspace")]
    [TestCase("deactivated", "deactivated")]
    [TestCase("unknown", "does not know who you are")]
    public async Task Whoever_may_not_ask_is_told_why_in_private_and_nothing_starts(string kind, string reason)
    {
        var member = FakePeople.Member(_core.Ada);
        _core.People.People[_core.Ada.User] = kind switch
        {
            "guest" => member with { IsGuest = true },
            "bot" => member with { IsBot = true },
            "stranger" => member with { IsStranger = true },
            "deactivated" => member with { IsDeactivated = true },
            _ => null,
        };

        await _core.AskAsync("inbox:1", "fix it");

        await _core.PrivateWordAsync(reason);
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Is.Empty);
    }

    [TestCase("external", "shared with people outside")]
    [TestCase("archived", "archived")]
    [TestCase("unseen", "cannot see this channel")]
    public async Task A_channel_that_is_closed_to_runs_is_named_as_the_reason(string kind, string reason)
    {
        var channel = FakePeople.Ordinary(_core.Channel);
        _core.People.Channels[_core.Channel] = kind switch
        {
            "external" => channel with { IsExternal = true },
            "archived" => channel with { IsArchived = true },
            _ => null,
        };

        await _core.AskAsync("inbox:1", "fix it");

        await _core.PrivateWordAsync(reason);
    }

    [Test]
    public async Task A_reply_that_is_quicker_than_the_stored_card_is_tried_again()
    {
        _core.Slack.Before = (what, _) =>
        {
            if (what == "post")
            {
                throw new ReplyException(ReplyFailure.Transient, "not_yet", "The card is not posted yet.");
            }
        };
        await _core.AskAsync("inbox:1", "fix it");

        var young = new ThreadMessage("inbox:2", _core.Ada, _core.Channel, "1.1", "1.2", "and the tests", IsMention: false, CoreDriver.Now);
        var old = young with { Key = "inbox:3", ReceivedAt = CoreDriver.Now - TimeSpan.FromMinutes(1) };

        Assert.ThrowsAsync<ReplyException>(() => _core.HandleAsync(young, CancellationToken.None));
        Assert.DoesNotThrowAsync(() => _core.HandleAsync(old, CancellationToken.None));
    }

    [Test]
    public async Task A_stop_without_an_id_asks_which_of_several_runs_is_meant()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var first = await _core.AskAsync("fix the first");
        var second = await _core.AskAsync("fix the second");

        await _core.AskAsync("inbox:stop", "stop");

        await _core.PrivateWordAsync($"/agent stop {first.Id}");
        await _core.PrivateWordAsync($"/agent stop {second.Id}");
    }

    [TestCase("", "/agent")]
    [TestCase("repo=acme/widgets harnes=claude fix it", "harness")]
    [TestCase("status zzzzzzzzzz", "no run")]
    [TestCase("stop", "None of your runs is under way")]
    [TestCase("list", "You have no runs yet")]
    [TestCase("help", "/agent")]
    public async Task Every_command_is_answered(string text, string part)
    {
        await _core.AskAsync("inbox:1", text);

        await _core.PrivateWordAsync(part);
    }

    [Test]
    public async Task A_repository_that_the_app_cannot_see_is_refused_with_what_to_do()
    {
        _core.Host.Before = (_, _) => throw new RepositoryException(RepositoryFailure.NotInstalled, "The App cannot see acme/secret.");

        await _core.AskAsync("inbox:1", "repo=acme/secret fix it");

        await _core.PrivateWordAsync("install the App");
    }

    [Test]
    public async Task A_full_queue_refuses_and_positions_are_shown()
    {
        _core.Limits.MaxQueued = 1;
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var first = await _core.AskAsync();
        await _core.WhenAsync(first.Id, RunState.Running);
        await _core.AskAsync("second task", _core.Bob);
        await Eventually.ThatAsync(() => _core.Get<RunQueue>().Length, Is.EqualTo(1));

        await _core.AskAsync("inbox:full", "third task");

        await _core.PrivateWordAsync("Too many runs are waiting");
        await Eventually.IsTrueAsync(() => _core.Slack.Posts.Any(post => post.Text.Contains("number 1 in line", StringComparison.Ordinal)));
        Assert.That(_core.Engine.MostRunning, Is.EqualTo(1));
    }

    [Test]
    public async Task An_outage_of_Slack_is_tried_again_first_and_answered_after_minutes()
    {
        _core.People.Before = () => throw new ReplyException(ReplyFailure.Transient, "http_503", "Slack does not answer.");
        var fresh = Command("inbox:1", CoreDriver.Now);

        Assert.That(() => _core.HandleAsync(fresh, CancellationToken.None), Throws.InstanceOf<ReplyException>());
        await _core.HandleAsync(fresh with { ReceivedAt = CoreDriver.Now - TimeSpan.FromMinutes(5) }, CancellationToken.None);

        await _core.PrivateWordAsync("has not answered for minutes");
    }

    [Test]
    public async Task A_fault_of_ours_is_told_at_once()
    {
        _core.People.Before = () => throw new InvalidOperationException("a bug");

        await _core.AskAsync("inbox:1", "fix it");

        await _core.PrivateWordAsync("Something went wrong on our side");
    }

    [Test]
    public async Task A_run_of_another_channel_is_unknown_to_others_and_known_to_its_requester()
    {
        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);

        await _core.HandleAsync(Command("inbox:bob", CoreDriver.Now) with { Person = _core.Bob, Channel = "C0ELSEWHERE", Text = $"status {asked.Id}" }, CancellationToken.None);
        await _core.PrivateWordAsync($"There is no run {asked.Id}");
        await _core.HandleAsync(Command("inbox:ada", CoreDriver.Now) with { Channel = "C0ELSEWHERE", Text = $"status {asked.Id}" }, CancellationToken.None);

        await _core.PrivateWordAsync(asked.Title);
        Assert.That(_core.Slack.Private.Where(said => said.To.Person == _core.Bob).Select(said => FakePost.Words(said.Content)), Has.None.Contains("View trace"));
    }

    [Test]
    public async Task A_button_of_another_channel_controls_nothing()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);

        await _core.HandleAsync(
            new ButtonClick("click:1", _core.Ada, "C0ELSEWHERE", null, "1.0", "stop", asked.Id.Value, null, CoreDriver.Now), CancellationToken.None);

        await _core.PrivateWordAsync("I do not know this run any more");
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Running));
    }

    [Test]
    public async Task Too_many_waiting_replies_are_refused_by_name_of_the_limit()
    {
        _core.Limits.MaxFollowUps = 1;
        _core.Engine.Agent = Agents.WorkForEverAsync;
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Running);

        await _core.ReplyAsync(asked.Id, "one");
        await _core.ReplyAsync(asked.Id, "two");

        await _core.PrivateWordAsync("1 replies wait for the agent already");
    }

    [Test]
    public async Task A_thread_that_is_no_run_is_ignored_without_a_trace()
    {
        await _core.HandleAsync(
            new ThreadMessage("m:1", _core.Ada, _core.Channel, "1.0", "1.1", "stop", IsMention: false, CoreDriver.Now), CancellationToken.None);

        Assert.That(await _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(_core.Slack.Private, Is.Empty);
    }

    private CommandInvocation Command(string key, DateTimeOffset at) => new(key, _core.Ada, _core.Channel, null, null, "fix it", null, at);
}
