using System.Net;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Pacing;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Replies;

[TestFixture]
internal sealed class SlackReplyChannelTests
{
    private static readonly ReplyContent Content = new("Finished: all done", [new Paragraph("All done", "U1"), new AgentText("ok <!channel>")]);
    private static readonly PrivateAddress Address = new(new PersonId("T1", "U1"), "C1", ThreadTs: null, "https://hooks.slack.com/commands/1");

    private FakeSlackApi _slack = new();
    private ReplyPacer _pacer = new(TimeProvider.System);

    [SetUp]
    public void Begin() => (_slack, _pacer) = (new FakeSlackApi(), new ReplyPacer(TimeProvider.System));

    [TearDown]
    public void End()
    {
        _slack.Dispose();
        _pacer.Dispose();
    }

    [Test]
    public async Task A_post_carries_its_key_and_unfurls_nothing()
    {
        var ts = await Channel().PostAsync("C1", "1.0", Content, "4f9c2k7m1a/turn1/finished", OutboxPriority.Normal, CancellationToken.None);

        var json = _slack.Requests.Single().Json;
        Assert.That(ts, Is.EqualTo("1700000000.000100"));
        Assert.That(json.GetProperty("metadata").GetRawText(), Is.EqualTo("""{"event_type":"slackagents_message","event_payload":{"key":"4f9c2k7m1a/turn1/finished","run":"4f9c2k7m1a"}}"""));
        Assert.That(json.GetProperty("thread_ts").GetString(), Is.EqualTo("1.0"));
        Assert.That(json.GetProperty("text").GetString(), Is.EqualTo("Finished: all done"));
        Assert.That(json.GetProperty("unfurl_links").GetBoolean(), Is.False);
    }

    [TestCase("invalid_blocks")]
    [TestCase("msg_too_long")]
    [TestCase("msg_blocks_too_long")]
    public async Task Refused_blocks_are_made_plain_once(string code)
    {
        _slack.Fails("chat.postMessage", code);

        await Channel().PostAsync("C1", threadTs: null, Content, "k", OutboxPriority.Normal, CancellationToken.None);

        var plain = _slack.Requests[1].Json;
        Assert.That(plain.TryGetProperty("blocks", out _), Is.False);
        Assert.That(plain.GetProperty("text").GetString(), Does.StartWith("<@U1> Finished").And.Contain("ok &lt;"));
        Assert.That(_slack.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_refused_plan_is_sent_as_lines_and_is_not_tried_again_for_an_hour()
    {
        var time = new ManualTimeProvider();
        using var pacer = new ReplyPacer(time);
        var channel = new FakeSlackWall(_slack, pacer, time).Channel;
        var content = Content with { Parts = [new Plan("p", [new PlanTask("read", PlanTaskState.Complete)]), new Buttons([new Button("stop", "Stop", "r")])] };
        _slack.Fails("chat.update", "invalid_blocks");

        await channel.UpdateAsync("C1", "1.0", content, OutboxPriority.Normal, CancellationToken.None);
        await channel.UpdateAsync("C1", "1.0", content, OutboxPriority.Normal, CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(61));
        await channel.UpdateAsync("C1", "1.0", content, OutboxPriority.Normal, CancellationToken.None);

        Assert.That(
            _slack.Requests.Select(request => request.Json.GetProperty("blocks")[0].GetProperty("type").GetString()),
            Is.EqualTo(new[] { "plan", "section", "section", "plan" }));
        Assert.That(_slack.Requests[1].Body, Does.Contain("\"actions\""));
    }

    [Test]
    public async Task A_plan_is_not_remembered_as_refused_when_it_was_not_the_reason()
    {
        var content = Content with { Parts = [new Plan("p", [new PlanTask("read", PlanTaskState.Complete)])] };
        _slack.Fails("chat.update", "invalid_blocks").Fails("chat.update", "invalid_blocks");
        var channel = Channel();

        await channel.UpdateAsync("C1", "1.0", content, OutboxPriority.Normal, CancellationToken.None);
        await channel.UpdateAsync("C1", "1.0", content, OutboxPriority.Normal, CancellationToken.None);

        Assert.That(_slack.Requests[2].Json.GetProperty("blocks").GetArrayLength(), Is.Zero);
        Assert.That(_slack.Requests[3].Json.GetProperty("blocks")[0].GetProperty("type").GetString(), Is.EqualTo("plan"));
    }

    [Test]
    public async Task An_edit_that_waits_shows_what_is_true_when_its_turn_comes()
    {
        var time = new ManualTimeProvider();
        using var pacer = new ReplyPacer(time);
        var channel = new FakeSlackWall(_slack, pacer, time).Channel;
        for (var taken = 0; taken < 4; taken++)
        {
            await pacer.WaitForUpdateAsync(OutboxPriority.Low, CancellationToken.None);
        }

        var truth = "Working";
        var progress = channel.UpdateAsync("C1", "1.0", _ => Task.FromResult<ReplyContent?>(new ReplyContent(truth, [])), OutboxPriority.Low, CancellationToken.None);
        truth = "Stopping";
        await channel.UpdateAsync("C1", "1.0", _ => Task.FromResult<ReplyContent?>(new ReplyContent(truth, [])), OutboxPriority.Urgent, CancellationToken.None);
        var overtaken = progress.IsCompleted;
        time.Advance(TimeSpan.FromSeconds(5));
        await progress;

        Assert.That(overtaken, Is.False);
        Assert.That(_slack.Requests.Select(request => request.Json.GetProperty("text").GetString()), Is.All.EqualTo("Stopping").And.Exactly(2).Items);
    }

    [Test]
    public void Content_that_is_refused_twice_is_an_error()
    {
        _slack.Fails("chat.postMessage", "invalid_blocks").Fails("chat.postMessage", "no_text");

        var exception = Assert.ThrowsAsync<ReplyException>(() => Channel().PostAsync("C1", threadTs: null, Content, "k", OutboxPriority.Normal, CancellationToken.None));

        Assert.That(exception!.Failure, Is.EqualTo(ReplyFailure.Content));
    }

    [Test]
    public async Task A_public_channel_is_joined_once_to_answer_there()
    {
        _slack.Fails("chat.postMessage", "not_in_channel");

        await Channel().PostAsync("C1", threadTs: null, Content, "k", OutboxPriority.Normal, CancellationToken.None);

        Assert.That(_slack.Requests.Select(request => request.Method), Is.EqualTo(new[] { "chat.postMessage", "conversations.join", "chat.postMessage" }));
    }

    [Test]
    public void A_channel_that_cannot_be_joined_is_gone()
    {
        _slack.Fails("chat.postMessage", "not_in_channel").Fails("conversations.join", "method_not_supported_for_channel_type");

        var exception = Assert.ThrowsAsync<ReplyException>(() => Channel().PostAsync("C1", threadTs: null, Content, "k", OutboxPriority.Normal, CancellationToken.None));

        Assert.That((exception!.Failure, exception.Code), Is.EqualTo((ReplyFailure.Gone, "not_in_channel")));
    }

    [TestCase("internal_error", ReplyFailure.Transient)]
    [TestCase("fatal_error", ReplyFailure.Transient)]
    [TestCase("channel_not_found", ReplyFailure.Gone)]
    [TestCase("is_archived", ReplyFailure.Gone)]
    [TestCase("restricted_action_read_only_channel", ReplyFailure.Gone)]
    [TestCase("token_revoked", ReplyFailure.NotAllowed)]
    [TestCase("missing_scope", ReplyFailure.NotAllowed)]
    [TestCase("a_code_of_tomorrow", ReplyFailure.Transient)]
    public void Errors_say_what_comes_next(string code, ReplyFailure failure)
    {
        _slack.Fails("chat.postMessage", code);

        var exception = Assert.ThrowsAsync<ReplyException>(() => Channel().PostAsync("C1", threadTs: null, Content, "k", OutboxPriority.Normal, CancellationToken.None));

        Assert.That((exception!.Failure, exception.Code), Is.EqualTo((failure, code)));
        Assert.That(_slack.CountOf("chat.postMessage"), Is.EqualTo(1));
    }

    [TestCase("message_not_found")]
    [TestCase("cant_update_message")]
    [TestCase("edit_window_closed")]
    public void A_message_that_cannot_be_edited_says_so(string code)
    {
        _slack.Fails("chat.update", code);

        var exception = Assert.ThrowsAsync<ReplyException>(() => Channel().UpdateAsync("C1", "1.0", Content, OutboxPriority.Low, CancellationToken.None));

        Assert.That(exception!.Failure, Is.EqualTo(ReplyFailure.NotEditable));
    }

    [Test]
    public async Task A_message_is_found_by_its_key_on_a_later_page_and_only_when_it_is_ours()
    {
        const string Metadata = """ "metadata":{"event_type":"slackagents_message","event_payload":{"key":"k1"}} """;
        _slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}""")
            .On("conversations.replies", $$"""{"ok":true,"has_more":true,"response_metadata":{"next_cursor":"n"},"messages":[{"ts":"1.1","user":"U6",{{Metadata}}},{"ts":"1.2","user":"UBOT"}]}""")
            .On("conversations.replies", $$"""{"ok":true,"messages":[{"ts":"1.3","user":"UBOT",{{Metadata}}}]}""");

        var ts = await Channel().FindByKeyAsync("C1", "1.0", "k1", DateTimeOffset.UnixEpoch.AddDays(1), CancellationToken.None);

        Assert.That(ts, Is.EqualTo("1.3"));
        Assert.That(_slack.Requests[^1].Form("cursor"), Is.EqualTo("n"));
    }

    [Test]
    public async Task A_private_answer_goes_by_the_response_url_without_a_token()
    {
        await Channel().PostPrivatelyAsync(Address, Content, CancellationToken.None);

        var request = _slack.Requests.Single();
        Assert.That(request.Address.Host, Is.EqualTo("hooks.slack.com"));
        Assert.That(request.Token, Is.Null);
        Assert.That(request.Json.GetProperty("response_type").GetString(), Is.EqualTo("ephemeral"));
    }

    [Test]
    public async Task A_used_up_response_url_is_followed_by_an_ephemeral_message_and_that_by_a_direct_one()
    {
        _slack.On("1", "used_url", HttpStatusCode.NotFound).Fails("chat.postEphemeral", "not_in_channel");

        await Channel().PostPrivatelyAsync(Address, Content, CancellationToken.None);

        Assert.That(_slack.Requests.Select(request => request.Method), Is.EqualTo(new[] { "1", "chat.postEphemeral", "conversations.open", "chat.postMessage" }));
    }

    [Test]
    public async Task A_foreign_response_url_is_never_called()
    {
        await Channel().PostPrivatelyAsync(Address with { ResponseUrl = "http://169.254.169.254/latest" }, Content, CancellationToken.None);

        Assert.That(_slack.Requests.Single().Method, Is.EqualTo("chat.postEphemeral"));
    }

    [Test]
    public async Task A_reaction_that_is_there_already_is_a_success()
    {
        _slack.Fails("reactions.add", "already_reacted").Fails("reactions.remove", "no_reaction");

        await Channel().AddReactionAsync("C1", "1.0", "eyes", CancellationToken.None);
        await Channel().RemoveReactionAsync("C1", "1.0", "eyes", CancellationToken.None);

        Assert.That(_slack.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_file_is_sent_to_the_address_that_slack_names_and_shared_in_the_thread()
    {
        using var directory = new TempDirectory();
        var file = NewFile(directory);
        _slack.On("files.getUploadURLExternal", """{"ok":true,"upload_url":"http://slack.test/upload/F9","file_id":"F9"}""");

        await Channel().UploadFileAsync("C1", "1.0", file, CancellationToken.None);

        Assert.That(_slack.Requests.Select(request => request.Method), Is.EqualTo(new[] { "files.getUploadURLExternal", "F9", "files.completeUploadExternal" }));
        Assert.That(_slack.Requests[0].Body, Is.EqualTo("filename=shot.txt&length=5"));
        Assert.That(_slack.Requests[1].Body, Is.EqualTo("bytes"));
        Assert.That(_slack.Requests[1].Token, Is.Null);
        Assert.That(_slack.Requests[2].Body, Is.EqualTo("""{"files":[{"id":"F9","title":"The page"}],"channel_id":"C1","thread_ts":"1.0","initial_comment":"Attachment 1"}"""));
    }

    [TestCase("http://169.254.169.254/upload")]
    [TestCase("http://files.slack.com/upload")]
    [TestCase("not an address")]
    public async Task A_file_goes_to_no_other_address(string address)
    {
        using var directory = new TempDirectory();
        var file = NewFile(directory);
        _slack.On("files.getUploadURLExternal", $$"""{"ok":true,"upload_url":"{{address}}","file_id":"F9"}""");

        Assert.That(() => Channel().UploadFileAsync("C1", "1.0", file, CancellationToken.None), Throws.TypeOf<ReplyException>().With.Property("Code").EqualTo("url_not_allowed"));
        Assert.That(_slack.Requests, Has.Count.EqualTo(1));
        await Task.CompletedTask;
    }

    private static OutboxFile NewFile(TempDirectory directory)
    {
        var path = directory.Combine("kept");
        File.WriteAllText(path, "bytes");
        return new OutboxFile(path, "shot.txt", "The page", "Attachment 1");
    }

    private IReplyChannel Channel() => new FakeSlackWall(_slack, _pacer, TimeProvider.System).Channel;
}
