using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake.Settings;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SettingsFormTests
{
    private CoreDriver _core = null!;
    private int _requests;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core =>
    {
        core.Harnesses.Default = "robot";
        core.Engine.Agent = Agents.TalkAsync;
    });

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_person_s_form_shows_what_is_set_and_what_counts_where_nothing_is()
    {
        _core.Defaults.Workspace.Steering = TurnDelivery.Now;
        await _core.Get<SettingsBook>().SetPersonAsync(_core.Ada, new PersonSettings { Harness = "deaf", Model = "haiku", Context = ContextMode.None }, CancellationToken.None);

        var form = await OpenAsync(ofChannel: false);

        Assert.That(form.Parts.OfType<FormField>().Count(), Is.LessThanOrEqualTo(5));
        Assert.That(Field(form, SettingsForms.Agent).Value, Is.EqualTo("deaf haiku"));
        Assert.That(Field(form, SettingsForms.Context).Value, Is.EqualTo("none"));
        Assert.That(Field(form, SettingsForms.Steering).Value, Is.EqualTo(SettingChoices.Unset));
        Assert.That(Field(form, SettingsForms.Steering).Choices[0].Text, Does.StartWith("Channel or workspace default (reach the agent while"));
        Assert.That(Field(form, SettingsForms.Agent).Choices[0].Text, Is.EqualTo("Channel or workspace default (robot · claude-sonnet-4-5)"));
    }

    [Test]
    public async Task Every_choice_of_a_form_is_taken_when_it_comes_back_and_fits_into_slack()
    {
        foreach (var form in (Form[])[await OpenAsync(ofChannel: false), await OpenAsync(ofChannel: true)])
        {
            Assert.That(new[] { form.Title.Length, form.Submit!.Length }, Is.All.LessThanOrEqualTo(24));
            Assert.That(form.Parts.OfType<FormField>().Count(), Is.LessThanOrEqualTo(5));
            foreach (var field in form.Parts.OfType<ChoiceField>())
            {
                Assert.That(field.Choices, Has.Count.InRange(2, 100));
                Assert.That(field.Choices.Select(choice => choice.Value), Is.Unique.And.Member(field.Value));
                foreach (var choice in field.Choices)
                {
                    Assert.That(new[] { choice.Value.Length, choice.Text.Length }, Is.All.LessThanOrEqualTo(75));
                    Assert.That(Check(form.Id, (field.Name, choice.Value)), Is.Empty, choice.Value);
                }
            }
        }
    }

    [Test]
    public async Task The_form_opens_before_anybody_is_asked_anything()
    {
        Form? first = null;
        _core.People.Before = () =>
        {
            first ??= _core.Forms.Open.Values.Single();
            throw new ReplyException(ReplyFailure.Transient, "http_503", "Slack does not answer.");
        };

        await ClickAsync(SettingsForms.OfChannel, "trigger");

        Assert.That(first!.Parts, Is.EqualTo(new FormPart[] { new FormText("One moment…") }));
        Assert.That(_core.Forms.Open.Values.Single().Parts.OfType<FormText>().Single().Text, Does.Contain("try again in a minute"));
    }

    [Test]
    public async Task A_trigger_that_is_too_old_gives_the_settings_in_words_with_a_button()
    {
        _core.Forms.Before = what => throw new ReplyException(ReplyFailure.Gone, "expired_trigger_id", what);

        await ClickAsync(SettingsForms.OfChannel, "trigger");

        await _core.PrivateWordAsync("The settings of this channel");
        Assert.That(_core.Slack.Private.SelectMany(said => said.Content.Parts).OfType<Buttons>().Single().Items.Single().Action, Is.EqualTo(SettingsForms.OfChannel));
    }

    [TestCase(false, "Your settings")]
    [TestCase(true, "The settings of this channel")]
    public async Task Where_no_form_can_be_shown_the_command_answers_in_words(bool ofChannel, string title)
    {
        await CommandAsync(ofChannel, trigger: null);

        await _core.PrivateWordAsync(title);
        Assert.That(_core.Forms.Open, Is.Empty);
    }

    [Test]
    public async Task Who_may_not_configure_the_channel_sees_why_in_place_of_the_form()
    {
        _core.People.People[_core.Ada.User] = FakePeople.Member(_core.Ada) with { IsGuest = true };

        await ClickAsync(SettingsForms.OfChannel, "trigger");

        var form = _core.Forms.Open.Values.Single();
        Assert.That((form.Submit, form.Parts.OfType<FormText>().Single().Text), Is.EqualTo(((string?)null, "Guests may not give me work. Ask a full member of this workspace to do it.")));
    }

    [Test]
    public async Task Who_may_not_configure_the_channel_changes_nothing()
    {
        _core.People.People[_core.Ada.User] = FakePeople.Member(_core.Ada) with { IsGuest = true };

        await SubmitAsync(SettingsForms.OfChannel, "form:1", (SettingsForms.Repository, "acme/other"));

        await _core.PrivateWordAsync("Guests may not");
        Assert.That(await ChannelAsync(), Is.EqualTo(ChannelSettings.None));
    }

    [TestCase("settings_repository", "no repository", "is not a repository")]
    [TestCase("settings_repository", "acme/widgets@a..b", "is not a branch name")]
    [TestCase("agent", "emacs", "There is no agent “emacs” here")]
    [TestCase("agent", "robot nonsense", "There is no model “nonsense”")]
    [TestCase("steering", "later", "none of the choices")]
    [TestCase("context", "7", "none of the choices")]
    [TestCase("emoji", ":x:", "means something else")]
    [TestCase("emoji", "two words", "not an emoji's name")]
    public void A_value_that_does_not_fit_is_refused_at_its_field(string field, string value, string sentence)
    {
        var problems = Check(SettingsForms.OfChannel, (field, value));

        Assert.That(problems.Keys, Is.EqualTo(new[] { field }));
        Assert.That(problems[field], Does.Contain(sentence));
    }

    [Test]
    public async Task Values_are_stored_as_they_are_known_here_and_empty_ones_are_cleared()
    {
        await SubmitAsync(
            SettingsForms.OfChannel, "form:1",
            (SettingsForms.Repository, " https://github.com/acme/other.git@release/2 "), (SettingsForms.Agent, "ROBOT haiku"), (SettingsForms.Steering, "interrupt"), (SettingsForms.Context, "message"), (SettingsForms.Trigger, ":Robot_Face:"));
        var stored = await ChannelAsync();
        await SubmitAsync(SettingsForms.OfChannel, "form:2", (SettingsForms.Agent, SettingChoices.Unset));

        Assert.That(stored, Is.EqualTo(new ChannelSettings { Repository = "acme/other", Base = "release/2", Harness = "robot", Model = "haiku", Steering = TurnDelivery.Interrupt, Context = ContextMode.Message, TriggerEmoji = "robot_face" }));
        Assert.That(await ChannelAsync(), Is.EqualTo(ChannelSettings.None));
    }

    [Test]
    public async Task A_change_of_a_channel_is_announced_there_once_however_often_it_is_handled()
    {
        await SubmitAsync(SettingsForms.OfChannel, "form:1", (SettingsForms.Repository, "acme/other"), (SettingsForms.Trigger, "bulb"));
        await SubmitAsync(SettingsForms.OfChannel, "form:1", (SettingsForms.Repository, "acme/other"), (SettingsForms.Trigger, "bulb"));
        await _core.CrashAsync();
        await SubmitAsync(SettingsForms.OfChannel, "form:1", (SettingsForms.Repository, "acme/other"), (SettingsForms.Trigger, "bulb"));

        var post = await AnnouncementAsync("form:1");
        Assert.That(post.ThreadTs, Is.Null);
        Assert.That(post.Text, Does.Contain("Name of U0ADA changed the settings of this channel").And.Contain("Repository: workspace default → acme/other").And.Contain("Emoji that starts a run: workspace default → :bulb:"));
        Assert.That(post.Text, Does.Not.Contain("Agent and model"));
        await EverythingIsSaidAsync();
        Assert.That(_core.Slack.Posts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Nothing_changed_is_nothing_announced()
    {
        await SubmitAsync(SettingsForms.OfChannel, "form:1", (SettingsForms.Agent, SettingChoices.Unset));

        await _core.PrivateWordAsync("Nothing was changed");
        Assert.That(_core.Slack.Posts, Is.Empty);
    }

    [Test]
    public async Task A_change_is_taken_back_by_its_button_once()
    {
        await SubmitAsync(SettingsForms.OfChannel, "form:1", (SettingsForms.Repository, "acme/one"));
        await SubmitAsync(SettingsForms.OfChannel, "form:2", (SettingsForms.Repository, "acme/two"));
        var post = await AnnouncementAsync("form:2");

        await _core.ClickAsync(post, "Undo", _core.Bob);
        await _core.ClickAsync(post, "Undo", _core.Bob);

        await _core.PrivateWordAsync("taken back already");
        Assert.That((await ChannelAsync()).Repository, Is.EqualTo("acme/one"));
        await Eventually.ThatAsync(
            () => _core.Slack.Posts.Where(one => one.Ts == post.Ts).Select(one => (one.Text.Contains("Undone by Name of U0BOB", StringComparison.Ordinal), one.Content.Parts.OfType<Buttons>().Count())),
            Is.EqualTo(new[] { (true, 0) }));
        await EverythingIsSaidAsync();
        Assert.That(_core.Slack.Posts.Count(one => one.Text.Contains("took back the last change", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(_core.Slack.Posts, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_change_that_was_followed_by_another_is_not_taken_back()
    {
        await SubmitAsync(SettingsForms.OfChannel, "form:1", (SettingsForms.Repository, "acme/one"));
        await SubmitAsync(SettingsForms.OfChannel, "form:2", (SettingsForms.Repository, "acme/two"));

        await _core.ClickAsync(await AnnouncementAsync("form:1"), "Undo");

        await _core.PrivateWordAsync("changed again since");
        Assert.That((await ChannelAsync()).Repository, Is.EqualTo("acme/two"));
    }

    [Test]
    public async Task Who_may_not_configure_the_channel_takes_nothing_back()
    {
        await SubmitAsync(SettingsForms.OfChannel, "form:1", (SettingsForms.Repository, "acme/one"));
        _core.People.People[_core.Bob.User] = FakePeople.Member(_core.Bob) with { IsGuest = true };

        await _core.ClickAsync(await AnnouncementAsync("form:1"), "Undo", _core.Bob);

        await _core.PrivateWordAsync("Guests may not");
        Assert.That((await ChannelAsync()).Repository, Is.EqualTo("acme/one"));
    }

    [Test]
    public async Task A_person_s_settings_count_for_the_next_run()
    {
        await SubmitAsync(SettingsForms.OfPerson, "form:1", (SettingsForms.Agent, "deaf haiku"), (SettingsForms.Steering, "interrupt"), (SettingsForms.Context, "none"), (SettingsForms.Notifications, "nothing"));
        await _core.PrivateWordAsync("Your settings are saved");

        var mine = await _core.AskAsync("fix it");
        var other = await _core.AskAsync("fix it", _core.Bob);

        Assert.That((mine.Harness, mine.Model, mine.Steering, mine.ContextMode, mine.Notifications), Is.EqualTo(("deaf", "claude-haiku-4-5", TurnDelivery.Interrupt, (ContextMode?)ContextMode.None, NotificationChoice.Nothing)));
        Assert.That((other.Harness, other.Steering, other.ContextMode, other.Notifications), Is.EqualTo(("robot", TurnDelivery.Queue, (ContextMode?)null, NotificationChoice.Everything)));
        Assert.That(MentionOf(await _core.EndOfAsync(mine.Id)), Is.Null);
        Assert.That(MentionOf(await _core.EndOfAsync(other.Id)), Is.EqualTo(_core.Bob.User));
    }

    [Test]
    public async Task A_setting_that_cannot_be_followed_any_more_is_told_and_the_run_goes_on()
    {
        await _core.Get<SettingsBook>().SetPersonAsync(_core.Ada, new PersonSettings { Harness = "robot", Model = "gone-from-the-catalogue" }, CancellationToken.None);

        var run = await _core.AskAsync("fix it");

        await _core.PrivateWordAsync("Your setting names a model that cannot be used");
        Assert.That((run.Harness, run.Model), Is.EqualTo(("robot", "claude-sonnet-4-5")));
        Assert.That(Field(await OpenAsync(ofChannel: false), SettingsForms.Agent).Choices[^1].Text, Is.EqualTo("robot · gone-from-the-catalogue (cannot be used now)"));
    }

    [TestCase(NotificationChoice.Everything, RunState.Finished, null, true, true)]
    [TestCase(NotificationChoice.Everything, RunState.Stopped, "StoppedByPerson", true, true)]
    [TestCase(NotificationChoice.Attention, RunState.Finished, null, false, true)]
    [TestCase(NotificationChoice.Attention, RunState.Failed, "InternalError", true, true)]
    [TestCase(NotificationChoice.Attention, RunState.Stopped, "CostLimit", true, true)]
    [TestCase(NotificationChoice.Attention, RunState.Stopped, "StoppedByPerson", false, true)]
    [TestCase(NotificationChoice.Nothing, RunState.Failed, "InternalError", false, false)]
    public void Who_is_mentioned_is_what_they_chose(NotificationChoice choice, RunState ended, string? reason, bool atEnd, bool atQuestion)
    {
        var run = Some.Run() with { Notifications = choice, Reason = reason is null ? null : Enum.Parse<ReasonCode>(reason) };

        Assert.That((run.MentionAtEnd(ended) is not null, run.MentionAtQuestion is not null), Is.EqualTo((atEnd, atQuestion)));
    }

    private static string? MentionOf(FakePost post) => post.Content.Parts.OfType<Paragraph>().First().Mention;

    private static ChoiceField Field(Form form, string name) => form.Parts.OfType<ChoiceField>().Single(field => field.Name == name);

    private async Task<Form> OpenAsync(bool ofChannel)
    {
        await CommandAsync(ofChannel, $"trigger {_requests++}");
        return _core.Forms.Open["V" + _core.Forms.Open.Count.ToString(CultureInfo.InvariantCulture)];
    }

    private Task CommandAsync(bool ofChannel, string? trigger)
    {
        var who = new Requester(_core.Ada, "Ada");
        var invocation = new CommandInvocation($"settings:{_requests++}", _core.Ada, _core.Channel, null, null, "settings", null, CoreDriver.Now) { TriggerId = trigger };
        return _core.Get<IEnumerable<ICommandServer>>().Single(server => server.Serves == typeof(AgentCommand.Settings))
            .ServeAsync(new AgentCommand.Settings(ofChannel), invocation, who, new PrivateAddress(_core.Ada, _core.Channel, null, null), CancellationToken.None);
    }

    private Task ClickAsync(string action, string? trigger) => _core.HandleAsync(
        new ButtonClick($"click:{_requests++}", _core.Ada, _core.Channel, null, "1.1", action, "elsewhere", null, CoreDriver.Now) { TriggerId = trigger },
        CancellationToken.None);

    private Task SubmitAsync(string form, string key, params (string Field, string Value)[] values) =>
        _core.HandleAsync(Submission(form, key, values), CancellationToken.None);

    private IReadOnlyDictionary<string, string> Check(string form, params (string Field, string Value)[] values) =>
        _core.Get<IInstantAnswers>().CheckForm(Submission(form, "check", values));

    private FormSubmission Submission(string form, string key, (string Field, string Value)[] values) =>
        new(key, _core.Ada, form, _core.Channel, values.ToDictionary(pair => pair.Field, pair => pair.Value, StringComparer.Ordinal), CoreDriver.Now);

    private Task<ChannelSettings> ChannelAsync() => _core.Get<SettingsBook>().GetChannelAsync(_core.Channel, CancellationToken.None);

    private Task<FakePost> AnnouncementAsync(string key) =>
        Eventually.FindAsync(() => Task.FromResult(_core.Slack.Posts.FirstOrDefault(post => post.Key == $"settings/{_core.Channel}/{key}")), $"the announcement of {key}");

    private Task EverythingIsSaidAsync() => Eventually.IsTrueAsync(async () => await _core.Database.Outbox.CountPendingAsync(CancellationToken.None) == 0);
}
