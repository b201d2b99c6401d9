using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake;

/// <summary>A run that begins where another one is.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ForkTests
{
    private const string Elsewhere = "C0ELSEWHERE";

    private CoreDriver _core = null!;
    private int _requests;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core => core.Host.Repositories = ["acme/widgets", "acme/gadgets"]);

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task It_does_the_same_again_from_the_branch_of_the_other_and_both_threads_know()
    {
        var source = await FinishedAsync("harness=robot model=claude-haiku-4-5 steer=now context=none fix the readme");

        await _core.ReplyAsync(source.Id, "fork");

        var fork = await ForkOfAsync(source);
        var task = (await TurnsAsync(fork))[0];
        Assert.Multiple(() =>
        {
            Assert.That(fork.ForkedFrom, Is.EqualTo(source.Id));
            Assert.That((fork.Repository, fork.Base, fork.Harness, fork.Model), Is.EqualTo((source.Repository, source.Branch, "robot", "claude-haiku-4-5")));
            Assert.That((fork.Steering, fork.ContextMode, fork.Push, fork.Channel, fork.ThreadTs), Is.EqualTo((TurnDelivery.Now, ContextMode.None, true, source.Channel, (string?)null)));
            Assert.That(task.Prompt, Is.EqualTo("fix the readme"));
        });
        var note = await Eventually.FindAsync(() => Task.FromResult(_core.Slack.Posts.FirstOrDefault(post => post.Key == $"{source.Id}/fork/{fork.Id}")));
        Assert.That(note.ThreadTs, Is.EqualTo(source.CardTs));
        var placed = await Eventually.FindAsync(async () => await _core.ReadAsync(fork.Id) is { CardTs: not null } run ? run : null);
        Assert.That(note.Content.Parts.OfType<Facts>().Single().Items.Single().Url, Is.EqualTo(new Uri($"https://slack.test/archives/{fork.Channel}/p{placed.CardTs}")));
        await _core.PrivateWordAsync($"Forked run {source.Id} as {fork.Id}");
        await _core.EndOfAsync(fork.Id);
    }

    [Test]
    public async Task It_may_have_another_task_another_base_and_another_agent()
    {
        var source = await FinishedAsync("harness=robot model=claude-haiku-4-5 fix the readme");

        await CommandAsync($"fork {source.Id} base=main harness=hasty with sqlite instead");

        var fork = await ForkOfAsync(source);
        Assert.That((fork.Base, fork.Harness, (await TurnsAsync(fork))[0].Prompt), Is.EqualTo(("main", "hasty", "with sqlite instead")));
        await _core.EndOfAsync(fork.Id);
    }

    [Test]
    public async Task Without_anything_pushed_it_begins_where_the_other_began()
    {
        _core.Engine.Agent = Agents.TalkAsync;
        var source = await FinishedAsync("push=off look at the readme");

        await CommandAsync($"fork {source.Id}");

        var fork = await ForkOfAsync(source);
        Assert.That((fork.Base, fork.Push), Is.EqualTo((source.Base, false)));
        await _core.EndOfAsync(fork.Id);
    }

    [Test]
    public async Task The_same_request_handled_again_is_one_fork_and_one_note()
    {
        var source = await FinishedAsync("fix the readme");
        var click = new ButtonClick("click:1", _core.Ada, source.Channel, null, source.CardTs!, "fork", source.Id.Value, null, CoreDriver.Now);

        await _core.HandleAsync(click, CancellationToken.None);
        await _core.HandleAsync(click, CancellationToken.None);

        var fork = await ForkOfAsync(source);
        await _core.EndOfAsync(fork.Id);
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Has.Count.EqualTo(2));
        Assert.That(_core.Slack.Posts.Count(post => post.Key.Contains("/fork/", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task It_goes_to_another_channel_where_the_person_may_start()
    {
        var source = await FinishedAsync("fix the readme");

        await _core.ReplyAsync(source.Id, $"fork <#{Elsewhere}|other> with sqlite");

        var fork = await ForkOfAsync(source);
        Assert.That((fork.Channel, fork.ThreadTs), Is.EqualTo((Elsewhere, (string?)null)));
        await _core.EndOfAsync(fork.Id);
    }

    [TestCase("archived", "is archived")]
    [TestCase("unseen", "cannot see this channel")]
    public async Task It_goes_nowhere_where_the_person_may_not_start(string kind, string reason)
    {
        var source = await FinishedAsync("fix the readme");
        _core.People.Channels[Elsewhere] = kind == "archived" ? FakePeople.Ordinary(Elsewhere) with { IsArchived = true } : null;

        await _core.ReplyAsync(source.Id, $"fork channel=<#{Elsewhere}|other>");

        Assert.That(await _core.PrivateWordAsync(reason), Does.StartWith("Not in that channel"));
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public async Task Out_of_a_private_place_it_asks_first_and_its_own_person_alone_can_say_yes(bool isPrivate, bool isDirect)
    {
        _core.People.Channels[_core.Channel] = FakePeople.Ordinary(_core.Channel) with { IsPrivate = isPrivate, IsDirectMessage = isDirect };
        var source = await FinishedAsync("fix the secret readme");

        await _core.ReplyAsync(source.Id, $"fork <#{Elsewhere}|other> base=main");
        var question = await ConfirmationAsync();
        await ClickAsync(question, _core.Bob);
        await _core.PrivateWordAsync("This question is over");
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Has.Count.EqualTo(1));

        await ClickAsync(question, _core.Ada);
        await ClickAsync(question, _core.Ada);

        var fork = await ForkOfAsync(source);
        Assert.That((fork.Channel, fork.Base), Is.EqualTo((Elsewhere, "main")));
        await _core.EndOfAsync(fork.Id);
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_is_confirmed_is_what_was_said_of_the_repository_and_all_else()
    {
        await Eventually.IsTrueAsync(() => _core.Get<RepositoryDirectory>().HasAnswer);
        _core.People.Channels[_core.Channel] = FakePeople.Ordinary(_core.Channel) with { IsPrivate = true };
        var source = await FinishedAsync("fix the secret readme");
        await _core.ReplyAsync(source.Id, $"fork <#{Elsewhere}|other> repo=gadgets base=next harness=robot model=claude-haiku-4-5 push=off steer=now context=none with sqlite");

        await ClickAsync(await ConfirmationAsync(), _core.Ada);

        var fork = await ForkOfAsync(source);
        Assert.Multiple(() =>
        {
            Assert.That((fork.Repository.ToString(), fork.Base, fork.Harness, fork.Model), Is.EqualTo(("acme/gadgets", "next", "robot", "claude-haiku-4-5")));
            Assert.That((fork.Push, fork.Steering, fork.ContextMode, fork.Channel), Is.EqualTo((false, TurnDelivery.Now, ContextMode.None, Elsewhere)));
        });
        Assert.That((await TurnsAsync(fork))[0].Prompt, Is.EqualTo("with sqlite"));
        await _core.EndOfAsync(fork.Id);
    }

    [Test]
    public async Task A_confirmation_after_the_person_may_no_more_starts_nothing()
    {
        _core.People.Channels[_core.Channel] = FakePeople.Ordinary(_core.Channel) with { IsPrivate = true };
        var source = await FinishedAsync("fix the secret readme");
        await _core.ReplyAsync(source.Id, $"fork <#{Elsewhere}|other>");
        var question = await ConfirmationAsync();
        _core.People.Channels[Elsewhere] = FakePeople.Ordinary(Elsewhere) with { IsExternal = true };

        await ClickAsync(question, _core.Ada);

        await _core.PrivateWordAsync("shared with people outside");
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Somebody_elses_run_is_forked_only_by_a_confirmation_in_its_own_channel()
    {
        _core.People.Channels[_core.Channel] = FakePeople.Ordinary(_core.Channel) with { IsPrivate = true };
        var source = await FinishedAsync("fix the secret readme");
        await _core.ReplyAsync(source.Id, $"fork <#{Elsewhere}|other>", _core.Bob);
        var question = await ConfirmationAsync();

        await ClickAsync(question, _core.Bob, Elsewhere);
        await _core.PrivateWordAsync("This run belongs to another channel");
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None), Has.Count.EqualTo(1));

        await ClickAsync(question, _core.Bob);
        var fork = await ForkOfAsync(source);
        await _core.EndOfAsync(fork.Id);
    }

    [Test]
    public async Task A_fork_is_confirmed_where_it_was_asked_for_though_its_runs_channel_is_archived()
    {
        var source = await FinishedAsync("fix the secret readme");
        _core.People.Channels[_core.Channel] = FakePeople.Ordinary(_core.Channel) with { IsPrivate = true, IsArchived = true };
        await CommandAsync($"fork {source.Id}", channel: Elsewhere);

        await ClickAsync(await ConfirmationAsync(), _core.Ada, Elsewhere);

        var fork = await ForkOfAsync(source);
        await _core.EndOfAsync(fork.Id);
    }

    [Test]
    public async Task A_channel_by_its_name_alone_is_asked_about()
    {
        var source = await FinishedAsync("fix the readme");

        await _core.ReplyAsync(source.Id, "fork #other");

        await _core.PrivateWordAsync("Choose it from the list that Slack shows");
    }

    [Test]
    public async Task Somebody_elses_run_of_a_channel_that_one_is_not_in_cannot_be_forked()
    {
        var source = await FinishedAsync("fix the readme");

        await CommandAsync($"fork {source.Id}", _core.Bob, Elsewhere);

        await _core.PrivateWordAsync("There is no run");
    }

    [Test]
    public async Task A_link_that_Slack_does_not_give_keeps_nothing_back()
    {
        var source = await FinishedAsync("fix the readme");
        _core.Slack.Before = (what, _) =>
        {
            if (what == "permalink")
            {
                throw new ReplyException(ReplyFailure.Gone, "message_not_found", "No such message.");
            }
        };

        await _core.ReplyAsync(source.Id, "fork");

        var fork = await ForkOfAsync(source);
        await Eventually.IsTrueAsync(() => _core.Slack.Posts.Any(post => post.Key == $"{source.Id}/fork/{fork.Id}"));
        await _core.EndOfAsync(fork.Id);
    }

    [Test]
    public async Task Changing_the_first_request_changes_nothing_of_its_fork()
    {
        var ts = Some.Ts();
        await _core.HandleAsync(new CommandInvocation("mention:1", _core.Ada, _core.Channel, null, ts, "fix the readme", null, CoreDriver.Now) { Surface = RequestSurface.Mention }, CancellationToken.None);
        var source = (await _core.Database.Runs.ListRecentAsync(_core.Ada, 1, CancellationToken.None)).Single();
        await _core.EndOfAsync(source.Id);
        await _core.ReplyAsync(source.Id, "fork");
        var fork = await ForkOfAsync(source);
        await _core.EndOfAsync(fork.Id);

        await _core.HandleAsync(new MessageEdited("edit:1", _core.Ada, _core.Channel, ts, ts, "fix the changelog", CoreDriver.Now), CancellationToken.None);

        await _core.EndOfAsync(source.Id, turn: 2);
        Assert.That(await TurnsAsync(fork), Has.Count.EqualTo(1));
    }

    private async Task<Run> FinishedAsync(string text)
    {
        var asked = await _core.AskAsync(text);
        await _core.EndOfAsync(asked.Id);
        return await _core.WhenAsync(asked.Id, RunState.Finished);
    }

    /// <summary>Value of the button that confirms.</summary>
    private async Task<string> ConfirmationAsync()
    {
        await _core.PrivateWordAsync("This run was asked for in private");
        return _core.Slack.Private.SelectMany(said => said.Content.Parts).OfType<Buttons>().SelectMany(row => row.Items).Single(one => one.Action == ForkConfirmations.Action).Value;
    }

    private Task<Run> ForkOfAsync(Run source) => Eventually.FindAsync(async () =>
        (await _core.Database.Runs.ListRecentAsync(null, 10, CancellationToken.None)).FirstOrDefault(run => run.ForkedFrom == source.Id));

    private Task CommandAsync(string text, PersonId? by = null, string? channel = null) =>
        _core.HandleAsync(new CommandInvocation($"command:{++_requests}", by ?? _core.Ada, channel ?? _core.Channel, null, null, text, null, CoreDriver.Now), CancellationToken.None);

    private Task ClickAsync(string value, PersonId by, string? channel = null) =>
        _core.HandleAsync(new ButtonClick($"click:{++_requests}", by, channel ?? _core.Channel, null, "1.1", ForkConfirmations.Action, value, null, CoreDriver.Now), CancellationToken.None);

    private Task<IReadOnlyList<Turn>> TurnsAsync(Run run) => _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None);
}
