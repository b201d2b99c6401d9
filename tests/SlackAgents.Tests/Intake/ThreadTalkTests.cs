using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake;

/// <summary>What people say in a run's thread: to each other, to the agent, and about the run.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ThreadTalkTests
{
    private CoreDriver _core = null!;
    private readonly SteeredAgent _agent = new();
    private int _commands;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core =>
    {
        // Without linked accounts the requester approves.
        core.Accounts.MissingSettings = ["GitHub:ClientId"];
        core.Limits.MaxConcurrent = 1;
        core.Engine.Agent = _agent.RunAsync;
    });

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task An_aside_and_what_is_said_to_somebody_else_are_not_for_the_agent()
    {
        var asked = await RunningAsync();

        var aside = await _core.ReplyAsync(asked.Id, "aside: it is slow today");
        await _core.ReplyAsync(asked.Id, "<@U0BOB> can you look at this?");
        await _core.ReplyAsync(asked.Id, "@U0BOB0123, stop");
        var told = await _core.ReplyAsync(asked.Id, "ask <@U0BOB> about it");

        Assert.That((await TurnsAsync(asked)).Select(turn => turn.Prompt).Skip(1), Is.EqualTo(new[] { "ask <@U0BOB> about it" }));
        await Eventually.ThatAsync(() => _core.Slack.Reactions, Is.EquivalentTo(new[] { $"+{AsideDesk.Emoji}@{aside}", $"+{FollowUps.TakenEmoji}@{told}" }));
        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Running));
    }

    [Test]
    public async Task Named_together_with_the_bot_it_is_for_the_agent()
    {
        var asked = await RunningAsync();

        await MentionAsync(asked, "<@U0BOB> wants tabs");

        Assert.That((await TurnsAsync(asked))[1].Prompt, Is.EqualTo("<@U0BOB> wants tabs"));
    }

    [Test]
    public async Task Nobody_who_may_not_steer_gets_a_word_to_the_agent_nor_a_reaction()
    {
        var asked = await RunningAsync();
        _core.People.People[_core.Bob.User] = FakePeople.Member(_core.Bob) with { IsBot = true };

        await _core.ReplyAsync(asked.Id, "use tabs", _core.Bob);
        await _core.ReplyAsync(asked.Id, "aside: I am a bot", _core.Bob);

        await _core.PrivateWordAsync("Bots may not");
        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(1));
        Assert.That(_core.Slack.Reactions, Is.Empty);
    }

    [Test]
    public async Task A_muted_run_hears_only_what_is_for_it_by_name_or_by_word()
    {
        var asked = await RunningAsync();
        var waiting = await _core.ReplyAsync(asked.Id, "said before");
        await Eventually.ThatAsync(() => _core.Slack.Reactions.Count, Is.EqualTo(1));

        await _core.ReplyAsync(asked.Id, "mute");
        await _core.PrivateWordAsync("no longer reach the agent");
        await _core.ReplyAsync(asked.Id, "shall we have lunch?");
        await _core.ReplyAsync(asked.Id, "queue: and the docs");
        await MentionAsync(asked, "and the changelog");

        Assert.That((await _core.ReadAsync(asked.Id)).Muted, Is.True);
        Assert.That((await TurnsAsync(asked)).Select(turn => turn.Prompt).Skip(1), Is.EqualTo(new[] { "said before", "and the docs", "and the changelog" }));
        await Eventually.ThatAsync(() => _core.Slack.Reactions.Count, Is.EqualTo(3));
        Assert.That(_core.Slack.Reactions[0], Does.EndWith(waiting));

        await _core.ReplyAsync(asked.Id, "unmute");
        await _core.ReplyAsync(asked.Id, "back to work");
        Assert.That((await TurnsAsync(asked))[^1].Prompt, Is.EqualTo("back to work"));
    }

    [Test]
    public async Task A_muted_run_is_not_told_of_edits_and_still_stops()
    {
        var asked = await RunningAsync();
        var ts = await _core.ReplyAsync(asked.Id, "now: use tabs");
        await Eventually.ThatAsync(() => _agent.Heard.Count, Is.EqualTo(1));
        await Eventually.IsTrueAsync(async () => (await TurnsAsync(asked))[1].State == TurnState.Joined);
        await CommandAsync($"mute {asked.Id}");

        await _core.HandleAsync(new MessageEdited("edit:1", _core.Ada, asked.Channel, (await _core.ReadAsync(asked.Id)).ReplyThread!, ts, "use spaces", CoreDriver.Now), CancellationToken.None);
        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(2));
        await _core.ReplyAsync(asked.Id, "stop");

        await _core.EndOfAsync(asked.Id);
    }

    [Test]
    public async Task Only_who_may_stop_a_run_may_mute_it()
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, "mute", _core.Bob);

        await _core.PrivateWordAsync("Only the person who started this run");
        Assert.That((await _core.ReadAsync(asked.Id)).Muted, Is.False);
    }

    [Test]
    public async Task Steer_in_a_reply_holds_for_all_further_replies_and_is_not_told_to_the_agent()
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, "use tabs [steer=now]");
        await Eventually.ThatAsync(() => _agent.Heard, Is.EqualTo(new[] { "use tabs" }));
        await _core.ReplyAsync(asked.Id, "and the docs");
        await Eventually.ThatAsync(() => _agent.Heard, Is.EqualTo(new[] { "use tabs", "and the docs" }));

        Assert.That((await _core.ReadAsync(asked.Id)).Steering, Is.EqualTo(TurnDelivery.Now));
        await _core.PrivateWordAsync("From now on, replies here reach the agent while it works");
    }

    [Test]
    public async Task A_model_in_a_reply_is_the_model_of_the_next_turns()
    {
        var asked = await RunningAsync("claude-sonnet-4-5");

        await _core.ReplyAsync(asked.Id, "model=claude-haiku-4-5");
        await _core.PrivateWordAsync("the next one uses claude-haiku-4-5");
        await _core.ReplyAsync(asked.Id, "and the docs");
        _agent.Finish();
        await _agent.BegunAsync(2);

        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(2));
        Assert.That((await _core.ReadAsync(asked.Id)).Model, Is.EqualTo("claude-haiku-4-5"));
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);
    }

    [TestCase("use tabs repo=acme/other", "fork repo=acme/other")]
    [TestCase("base=dev use tabs", "fork base=dev")]
    [TestCase("use harness=deaf tabs", "fork harness=deaf")]
    [TestCase("use tabs push=off", "fork push=off")]
    public async Task What_only_another_run_could_have_is_answered_in_private_and_the_rest_is_told(string text, string fork)
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, text);

        await _core.PrivateWordAsync(fork);
        Assert.That((await TurnsAsync(asked))[1].Prompt, Is.EqualTo("use tabs"));
        Assert.That((await _core.ReadAsync(asked.Id)).Repository.ToString(), Is.EqualTo("acme/widgets"));
    }

    [TestCase("use tabs modle=opus", "Did you mean “model=”")]
    [TestCase("use tabs steer=later", "not understood")]
    public async Task A_misspelt_option_keeps_the_reply_back(string text, string sentence)
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, text);

        Assert.That(await _core.PrivateWordAsync(sentence), Does.Contain("Nothing was passed on"));
        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_model_that_is_none_and_a_person_who_may_not_change_nothing()
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, "use tabs model=gpt-99");
        await _core.PrivateWordAsync("gpt-99");
        await _core.ReplyAsync(asked.Id, "use spaces steer=now", _core.Bob);
        await _core.PrivateWordAsync("The run's options stay as they are");

        var run = await _core.ReadAsync(asked.Id);
        Assert.That((run.Model, run.Steering), Is.EqualTo((asked.Model, TurnDelivery.Queue)));
        Assert.That((await TurnsAsync(asked)).Select(turn => turn.Prompt).Skip(1), Is.EqualTo(new[] { "use tabs", "use spaces" }));
    }

    [Test]
    public async Task A_reply_during_preparation_is_kept_and_one_after_the_end_is_the_next_turn_of_the_same_run()
    {
        var gate = new TaskCompletionSource();
        _core.Host.Before = async (what, token) =>
        {
            if (what == "mint Fetch")
            {
                await gate.Task.WaitAsync(token);
            }
        };
        var asked = await _core.AskAsync("harness=robot fix it");
        await _core.WhenAsync(asked.Id, RunState.Preparing);
        await _core.ReplyAsync(asked.Id, "use tabs");
        gate.SetResult();
        await FinishAsync(asked, 2);

        await _core.ReplyAsync(asked.Id, "and the docs");
        await _agent.BegunAsync(3);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 3);

        Assert.That(_agent.Prompts, Is.EqualTo(new[] { "fix it", "use tabs", "and the docs" }));
        Assert.That(_core.Engine.Sandboxes, Has.Count.EqualTo(1));
    }

    [TestCase("now {0} use tabs")]
    [TestCase("now: use tabs")]
    public async Task Something_is_told_from_outside_of_the_thread(string text)
    {
        var asked = await RunningAsync();

        await CommandAsync(text.Replace("{0}", asked.Id.Value, StringComparison.Ordinal));

        await Eventually.ThatAsync(() => _agent.Heard, Is.EqualTo(new[] { "use tabs" }));
        await _core.PrivateWordAsync($"Taken for run {asked.Id}");
    }

    [TestCase("logs")]
    [TestCase("!logs")]
    public async Task The_logs_are_the_last_lines_of_what_the_agent_did(string word)
    {
        var asked = await RunningAsync();
        foreach (var number in Enumerable.Range(1, 30))
        {
            _agent.Say(turn => turn.Say($"step {number} ``` of it"));
        }

        await Eventually.IsTrueAsync(async () => (await _core.Database.Traces.ReadAsync(asked.Id, 0, 1000, CancellationToken.None)).Any(record => record.Event is Core.Traces.TextEvent { Text: var said } && said.Contains("step 30", StringComparison.Ordinal)));
        await _core.ReplyAsync(asked.Id, word);

        var said = await _core.PrivateWordAsync("The last of run");
        Assert.That(said, Does.Contain("step 30").And.Contain("step 20").And.Not.Contain("step 10 ").And.Contain("[View trace]"));
        Assert.That(said.Split("```"), Has.Length.EqualTo(3));
    }

    [TestCase("help", "In a run's thread")]
    [TestCase("!help options", "Anywhere in the task")]
    [TestCase("list", "Running:")]
    [TestCase("!list all", "Name of U0ADA")]
    [TestCase("status", "Working")]
    [TestCase("approve", "Nothing waits for an approval")]
    [TestCase("!reject", "Nothing waits for an approval")]
    [TestCase("retry", "still under way")]
    [TestCase("revoke links", "Revoked")]
    [TestCase("!revoke", "Revoked")]
    [TestCase("!settings", "")]
    [TestCase("!link", "")]
    public async Task Every_order_of_a_thread_is_answered_in_private_and_nothing_of_it_reaches_the_agent(string word, string part)
    {
        var asked = await RunningAsync();

        await _core.ReplyAsync(asked.Id, word);

        await _core.PrivateWordAsync(part);
        Assert.That(await TurnsAsync(asked), Has.Count.EqualTo(1));
    }

    [TestCase("logs {0}", "The last of run")]
    [TestCase("retry {0}", "still under way")]
    [TestCase("retry", "still under way")]
    [TestCase("approve {0}", "Nothing waits for an approval")]
    [TestCase("unmute {0}", "Unmuted")]
    [TestCase("revoke {0}", "Revoked")]
    [TestCase("revoke links {0}", "Revoked")]
    [TestCase("revoke links", "Revoked")]
    [TestCase("list all", "Running:")]
    [TestCase("logs zzzzzzzzz1", "There is no run")]
    [TestCase("now zzzzzzzzz1 use tabs", "There is no run")]
    public async Task Every_command_about_a_run_is_answered(string text, string part)
    {
        var asked = await RunningAsync();

        await CommandAsync(text.Replace("{0}", asked.Id.Value, StringComparison.Ordinal));

        await _core.PrivateWordAsync(part);
    }

    [Test]
    public async Task A_run_at_rest_is_retried_by_command_once()
    {
        var asked = await RunningAsync();
        _agent.Finish();
        await _core.EndOfAsync(asked.Id);

        await CommandAsync($"retry {asked.Id}");
        await _agent.BegunAsync(2);
        _agent.Finish();
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_agent.Prompts[1], Is.EqualTo(_agent.Prompts[0]));
    }

    [Test]
    public async Task The_list_shows_where_each_run_stands_and_to_operators_those_of_other_channels()
    {
        var asked = await RunningAsync();
        var waiting = await _core.AskAsync("harness=robot another task");
        await CommandAsync("list");
        var own = await _core.PrivateWordAsync("2 runs");
        await CommandAsync("list all", _core.Bob, "C0ELSEWHERE");
        await _core.PrivateWordAsync("There are no runs in this channel yet");

        _core.Access.Operators.Add(_core.Bob.User);
        await CommandAsync("list all", _core.Bob, "C0ELSEWHERE");

        var everybodys = await Eventually.FindAsync(() => Task.FromResult(_core.Slack.Private.Where(said => said.To.Person == _core.Bob).Select(said => FakePost.Words(said.Content)).FirstOrDefault(text => text.Contains("2 runs", StringComparison.Ordinal))));
        Assert.That(own, Does.Contain("Running:").And.Contain("Waiting:").And.Contain(asked.Id.Value).And.Contain(waiting.Id.Value));
        Assert.That(everybodys, Does.Contain("Name of U0ADA").And.Contain(waiting.Id.Value));
    }

    private async Task<Run> RunningAsync(string? model = null)
    {
        var asked = await _core.AskAsync($"harness=robot {(model is null ? string.Empty : $"model={model} ")}fix the readme typo");
        await _agent.BegunAsync(1);
        return await _core.WhenAsync(asked.Id, RunState.Running);
    }

    private async Task MentionAsync(Run run, string text)
    {
        var now = await _core.ReadAsync(run.Id);
        var ts = Some.Ts();
        await _core.HandleAsync(new ThreadMessage($"mention:{ts}", _core.Ada, run.Channel, now.ReplyThread!, ts, text, IsMention: true, CoreDriver.Now), CancellationToken.None);
    }

    private Task CommandAsync(string text, PersonId? by = null, string? channel = null) =>
        _core.HandleAsync(new CommandInvocation($"command:{++_commands}", by ?? _core.Ada, channel ?? _core.Channel, null, null, text, null, CoreDriver.Now), CancellationToken.None);

    private async Task FinishAsync(Run run, int last)
    {
        for (var turn = 1; turn <= last; turn++)
        {
            await _agent.BegunAsync(turn);
            _agent.Finish();
        }

        await _core.EndOfAsync(run.Id, last);
    }

    private Task<IReadOnlyList<Turn>> TurnsAsync(Run run) => _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None);
}
