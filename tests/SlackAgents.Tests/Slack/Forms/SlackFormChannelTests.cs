using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Playground.Slack.Blocks;
using SlackAgents.Slack.Forms;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Forms;

[TestFixture]
internal sealed class SlackFormChannelTests
{
    private static readonly PersonId Ann = new("T1", "U1");
    private static readonly Form Form = new("new_run", "New run", "Start", "draft 7", [new TextField("task", "Task", null, true, 500)]);

    private FakeSlackApi _slack = new();

    [SetUp]
    public void Begin() => _slack = new FakeSlackApi();

    [TearDown]
    public void End() => _slack.Dispose();

    [Test]
    public async Task A_modal_is_opened_by_its_trigger()
    {
        _slack.On("views.open", """{"ok":true,"view":{"id":"V7"}}""");

        var id = await Channel().OpenAsync(Ann, "1.2.x", Form, CancellationToken.None);

        Assert.That(id, Is.EqualTo("V7"));
        Assert.That(_slack.Requests.Single().Json.GetProperty("trigger_id").GetString(), Is.EqualTo("1.2.x"));
        Assert.That(_slack.Requests.Single().Json.GetProperty("view").GetProperty("callback_id").GetString(), Is.EqualTo("new_run"));
    }

    [TestCase("expired_trigger_id")]
    [TestCase("exchanged_trigger_id")]
    [TestCase("invalid_trigger_id")]
    [TestCase("trigger_expired")]
    public void A_trigger_that_is_over_is_gone_and_is_not_tried_again(string code)
    {
        _slack.Fails("views.open", code);

        var exception = Assert.ThrowsAsync<ReplyException>(() => Channel().OpenAsync(Ann, "1.2.x", Form, CancellationToken.None));

        Assert.That((exception!.Failure, exception.Code, _slack.Requests.Count), Is.EqualTo((ReplyFailure.Gone, code, 1)));
    }

    [TestCase("view_too_large", ReplyFailure.Content)]
    [TestCase("not_enabled", ReplyFailure.NotAllowed)]
    [TestCase("invalid_auth", ReplyFailure.NotAllowed)]
    public void Other_refusals_keep_their_meaning(string code, ReplyFailure failure)
    {
        _slack.Fails("views.open", code);

        Assert.That(() => Channel().OpenAsync(Ann, "1.2.x", Form, CancellationToken.None), Throws.TypeOf<ReplyException>().With.Property("Failure").EqualTo(failure));
    }

    [Test]
    public void An_answer_that_names_no_view_is_a_failure()
    {
        Assert.That(() => Channel().OpenAsync(Ann, "1.2.x", Form, CancellationToken.None), Throws.TypeOf<ReplyException>().With.Property("Code").EqualTo("invalid_response"));
    }

    [Test]
    public async Task An_open_modal_is_replaced()
    {
        await Channel().UpdateAsync(Ann, "V7", Form, CancellationToken.None);

        Assert.That(_slack.Requests.Single().Method, Is.EqualTo("views.update"));
        Assert.That(_slack.Requests.Single().Json.GetProperty("view_id").GetString(), Is.EqualTo("V7"));
        Assert.That(_slack.Requests.Single().Json.TryGetProperty("hash", out _), Is.False);
    }

    [Test]
    public void A_modal_that_was_closed_meanwhile_needs_nothing_more()
    {
        _slack.Fails("views.update", "not_found");

        Assert.That(() => Channel().UpdateAsync(Ann, "V7", Form, CancellationToken.None), Throws.Nothing);
    }

    [Test]
    public async Task The_home_tab_is_published_for_its_person_with_buttons_that_work()
    {
        await Channel().PublishHomeAsync(Ann, new ReplyContent("Home", [new Headline("Running"), new Buttons([new Button("stop", "Stop", "r1"), new Button("stop", "Stop", "r2")])]), CancellationToken.None);

        var request = _slack.Requests.Single();
        var view = request.Json.GetProperty("view");
        Assert.That((request.Method, request.Json.GetProperty("user_id").GetString(), view.GetProperty("type").GetString()), Is.EqualTo(("views.publish", "U1", "home")));
        var elements = view.GetProperty("blocks")[1].GetProperty("elements").EnumerateArray().ToList();
        Assert.That(elements.Select(element => element.GetProperty("action_id").GetString()), Is.EqualTo(new[] { "stop", "stop#2" }));
        Assert.That(elements.Select(element => element.GetProperty("value").GetString()), Is.EqualTo(new[] { "r1", "r2" }));
    }

    [Test]
    public void A_home_tab_takes_a_hundred_blocks_and_none_that_are_for_messages_alone()
    {
        List<ReplyPart> parts = [new AgentText("**bold** <!channel>"), new Plan("Plan", [new PlanTask("a <@U1>", PlanTaskState.Complete)]), new Feedback("r1")];
        parts.AddRange(Enumerable.Range(0, 150).Select(number => new Paragraph($"Run {number}")));

        var view = HomeRenderer.Render(new ReplyContent("Home", parts));

        Assert.That(BlockValidator.View(view), Is.Empty);
        Assert.That(view["blocks"]!.AsArray(), Has.Count.EqualTo(100));
        Assert.That(JsonSerializer.Serialize(view), Does.Not.Contain("<!channel>").And.Not.Contain("\"plan\"").And.Not.Contain("\"markdown\""));
    }

    private SlackFormChannel Channel() => new(_slack.CreateClients());
}
