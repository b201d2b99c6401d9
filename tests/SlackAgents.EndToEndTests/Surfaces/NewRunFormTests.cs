using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Surfaces;

/// <summary>A run begins with the form as with the same words, from every surface that opens it.</summary>
internal sealed class NewRunFormTests : StageTests
{
    [Test]
    public async Task An_empty_command_opens_the_form_and_the_form_starts_a_run()
    {
        var task = Stage.Unique("[[fake:talk]] by form");
        await Stage.CommandAsync("alice", string.Empty);
        var form = await Slack.Forms.WaitForAsync("alice", view => view.BodyJson.Contains("\"submit\"", StringComparison.Ordinal), Stage.Patience, default);
        var suggested = await Slack.Forms.SuggestAsync("alice", form.Id, "Repository", "widg", default);

        var receipt = await Slack.Forms.SubmitAsync("alice", form.Id, Answers(("Task", task), ("Repository", "acme/widgets"), ("Options", "push=off")), default);
        var run = await Stage.RunOfAsync(task);
        await run.EndAsync();

        Assert.That(receipt.Error, Is.Null);
        Assert.That(suggested.ToString(), Is.Not.Empty);
        Assert.That(run.Card.AllText, Does.Contain("acme/widgets").And.Contain("you chose it"));
    }

    [Test]
    public async Task What_is_wrong_is_said_under_its_field_while_the_form_stays_open()
    {
        await Stage.CommandAsync("alice", string.Empty);
        var form = await Slack.Forms.WaitForAsync("alice", view => view.BodyJson.Contains("\"submit\"", StringComparison.Ordinal), Stage.Patience, default);
        await Slack.Forms.SuggestAsync("alice", form.Id, "Repository", "widg", default);

        var receipt = await Slack.Forms.SubmitAsync("alice", form.Id, Answers(("Task", "fix it"), ("Repository", "acme/widgets"), ("Options", "push=maybe")), default);

        Assert.That(receipt.Acknowledgement?.ToJsonString(), Does.Contain("errors").And.Contain("push=on or push=off"));
        Assert.That(Slack.Forms.Top("alice")?.Id, Is.EqualTo(form.Id));
        await Slack.Forms.CloseAsync("alice", form.Id, clear: true, default);
    }

    [Test]
    public async Task A_shortcut_on_a_message_puts_the_card_into_its_thread()
    {
        var mark = Stage.Unique("[[fake:talk]] it is broken");
        var message = await Slack.PostMessageAsync("bob", Stage.Channel, mark, null, default);
        await Slack.Shortcuts.OnMessageAsync("alice", Stage.Channel, message.Ts, "run_on_message", default);
        var form = await Slack.Forms.WaitForAsync("alice", view => view.BodyJson.Contains("it is broken", StringComparison.Ordinal), Stage.Patience, default);
        await Slack.Forms.SuggestAsync("alice", form.Id, "Repository", "widg", default);

        await Slack.Forms.SubmitAsync("alice", form.Id, Answers(("Repository", "acme/widgets")), default);
        var run = await Stage.RunOfAsync(mark);
        await run.EndAsync();

        Assert.That(run.Card.ThreadTs, Is.EqualTo(message.Ts));
    }

    [Test]
    public async Task A_global_shortcut_runs_in_direct_messages_where_replies_are_heard()
    {
        var task = Stage.Unique("[[fake:talk]] in private");
        await Slack.Shortcuts.GlobalAsync("alice", "new_task", default);
        var form = await Slack.Forms.WaitForAsync("alice", view => view.BodyJson.Contains("\"submit\"", StringComparison.Ordinal), Stage.Patience, default);
        await Slack.Forms.SuggestAsync("alice", form.Id, "Repository", "widg", default);

        await Slack.Forms.SubmitAsync("alice", form.Id, Answers(("Task", task), ("Repository", "acme/widgets")), default);
        var run = await Stage.RunOfAsync(task, "D0ALICE001");
        var end = await run.EndAsync();

        run.Reply("alice", "[[fake:talk]] and once more");
        await run.EndAsync(turn: 2);

        Assert.That(end.ChannelId, Is.EqualTo("D0ALICE001"));
    }

    private static Dictionary<string, IReadOnlyList<string>> Answers(params (string Field, string Value)[] answers) =>
        answers.ToDictionary(answer => answer.Field, answer => (IReadOnlyList<string>)[answer.Value], StringComparer.Ordinal);
}
