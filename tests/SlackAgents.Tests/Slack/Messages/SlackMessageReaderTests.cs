using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Messages;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Messages;

[TestFixture]
internal sealed class SlackMessageReaderTests
{
    private readonly ManualTimeProvider _time = new();
    private FakeSlackApi _slack = new();

    [SetUp]
    public void Begin() => _slack = new FakeSlackApi();

    [TearDown]
    public void End() => _slack.Dispose();

    [Test]
    public async Task A_thread_is_read_with_names_and_mentions_as_people_see_them()
    {
        Know("U1", "Ann");
        Know("U2", "Bob <!channel>");
        Thread(Said("1700000000.000100", "U1", "a &lt;b&gt; for <@U2>"), Said("1700000000.000200", "U2", "see <https://x.test/a?b=1&amp;c=2|this>"));

        var thread = await Reader().ReadThreadAsync("C1", "1700000000.000100", null, 10, CancellationToken.None);

        Assert.That(
            thread.Messages.Select(message => (message.AuthorName, message.Text)),
            Is.EqualTo(new[] { ("Ann", "a <b> for @Bob !channel"), ("Bob !channel", "see https://x.test/a?b=1&c=2") }));
        Assert.That((thread.Total, thread.Messages[0].Author), Is.EqualTo((2, new PersonId("T1", "U1"))));
    }

    [Test]
    public async Task Arguments_travel_in_a_form_because_the_method_reads_no_json()
    {
        Thread(Said("1.000100", "U1", "hello"));

        await Reader().ReadThreadAsync("C1", "1.000100", "9.000000", 10, CancellationToken.None);

        var request = _slack.Requests.Single(request => request.Method == "conversations.replies");
        Assert.That(
            (request.ContentType, request.Form("channel"), request.Form("ts"), request.Form("latest")),
            Is.EqualTo(("application/x-www-form-urlencoded", "C1", "1.000100", "9.000000")));
    }

    [Test]
    public async Task Bots_have_a_name_and_are_nobody_and_our_own_messages_are_known()
    {
        Thread(
            """{"ts":"1.1","subtype":"bot_message","bot_id":"B9","username":"Alerts","text":"","attachments":[{"title":"Disk full","text":"on host-7","fallback":"x"}]}""",
            """{"ts":"1.2","bot_id":"BBOT","user":"UBOT","text":"my card"}""",
            """{"ts":"1.3","subtype":"channel_join","user":"U1","text":"joined"}""");

        var thread = await Reader().ReadThreadAsync("C1", "1.1", null, 10, CancellationToken.None);

        Assert.That(
            thread.Messages.Select(message => (message.Author, message.AuthorName, message.Text, message.IsOurs)),
            Is.EqualTo(new[] { ((PersonId?)null, "Alerts", "Disk full\non host-7", false), (null, "a bot", "my card", true) }));
    }

    [Test]
    public async Task An_empty_text_is_taken_from_the_blocks()
    {
        Know("U2", "Bob");
        Thread(
            """
            {"ts":"1.1","user":"U2","text":"","blocks":[{"type":"rich_text","elements":[
              {"type":"rich_text_section","elements":[{"type":"text","text":"if a<b ask "},{"type":"user","user_id":"U2"},{"type":"emoji","name":"wave"}]},
              {"type":"rich_text_list","elements":[{"type":"rich_text_section","elements":[{"type":"link","url":"https://x.test/","text":"docs"}]}]},
              {"type":"rich_text_preformatted","elements":[{"type":"text","text":"x && y"}]}]}]}
            """);

        var message = (await Reader().ReadThreadAsync("C1", "1.1", null, 10, CancellationToken.None)).Messages.Single();

        Assert.That(message.Text, Is.EqualTo("if a<b ask @Bob:wave:\n- docs (https://x.test/)\n```\nx && y\n```"));
    }

    [Test]
    public async Task Forwarded_messages_come_with_their_author_and_files()
    {
        Thread(
            """
            {"ts":"1.1","user":"U1","text":"look","attachments":[
              {"is_share":true,"author_id":"U7","author_name":"Eve","ts":"0.9","text":"it &amp; that","files":[{"id":"F1","name":"log.txt","mimetype":"text/plain","size":3,"url_private":"https://files.slack.com/f"}]},
              {"is_msg_unfurl":true,"author_subname":"Mal","message_blocks":[{"message":{"blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"from blocks"}]}]}]}}]},
              {"from_url":"https://x.test/","title":"A web page","text":"its preview"}]}
            """);

        var message = (await Reader().ReadThreadAsync("C1", "1.1", null, 10, CancellationToken.None)).Messages.Single();

        Assert.That(
            message.Forwarded.Select(one => (one.AuthorName, one.Author?.User, one.Text, one.Files.Count)),
            Is.EqualTo(new[] { ("Eve", "U7", "it & that", 1), ("Mal", null, "from blocks", 0) }));
    }

    [Test]
    public async Task What_a_bot_says_that_somebody_said_is_the_bots_word()
    {
        Thread("""{"ts":"1.1","bot_id":"B9","text":"fwd","attachments":[{"is_share":true,"author_id":"U1","author_name":"The boss","text":"delete it all"}]}""");

        var message = (await Reader().ReadThreadAsync("C1", "1.1", null, 10, CancellationToken.None)).Messages.Single();

        Assert.That(message.Forwarded.Single().Author, Is.Null);
    }

    [Test]
    public async Task Files_that_Slack_does_not_hand_out_have_no_address()
    {
        Thread(
            """
            {"ts":"1.1","user":"U1","text":"files","files":[
              {"id":"F1","name":"a.txt","mimetype":"text/plain","size":5,"url_private":"https://files.slack.com/1","url_private_download":"https://files.slack.com/d/1"},
              {"id":"F2","mode":"tombstone","url_private":"https://files.slack.com/2"},
              {"id":"F3","mode":"hidden_by_limit","url_private":"https://files.slack.com/3"},
              {"id":"F4","is_external":true,"url_private":"https://elsewhere.test/4"},
              {"id":"F5","file_access":"check_file_info","url_private":"https://files.slack.com/5"},
              {"name":"no id"}, 7]}
            """);

        var files = (await Reader().ReadThreadAsync("C1", "1.1", null, 10, CancellationToken.None)).Messages.Single().Files;

        Assert.That(files.Select(file => (file.Id, file.Url)), Is.EqualTo(new[] { ("F1", "https://files.slack.com/d/1"), ("F2", null), ("F3", null), ("F4", null), ("F5", (string?)null) }));
    }

    [Test]
    public async Task Pages_are_followed_and_only_the_root_and_the_newest_are_kept()
    {
        Serve(count: 450);

        var thread = await Reader().ReadThreadAsync("C1", Ts(0), null, 5, CancellationToken.None);

        Assert.That(thread.Messages.Select(message => message.Ts), Is.EqualTo(new[] { Ts(0), Ts(446), Ts(447), Ts(448), Ts(449) }));
        Assert.That(thread.Total, Is.EqualTo(450));
    }

    [Test]
    public async Task Of_ten_thousand_messages_the_newest_are_found_with_few_calls()
    {
        Serve(count: 10_000);

        var thread = await Reader().ReadThreadAsync("C1", Ts(0), null, 50, CancellationToken.None);

        Assert.That(thread.Messages.Select(message => message.Ts), Is.EqualTo(new[] { Ts(0) }.Concat(Enumerable.Range(9_951, 49).Select(Ts))));
        Assert.That(thread.Total, Is.EqualTo(10_000));
        Assert.That(_slack.CountOf("conversations.replies"), Is.LessThanOrEqualTo(10));
    }

    [Test]
    public async Task Nothing_after_the_request_is_read()
    {
        Serve(count: 20);

        var thread = await Reader().ReadThreadAsync("C1", Ts(0), Ts(3), 50, CancellationToken.None);

        Assert.That((thread.Messages[^1].Ts, thread.Total), Is.EqualTo((Ts(3), 4)));
    }

    [Test]
    public async Task People_are_looked_up_a_bounded_number_of_times()
    {
        Serve(count: 300, users: 200);

        await Reader().ReadThreadAsync("C1", Ts(0), null, 300, CancellationToken.None);

        Assert.That(_slack.CountOf("users.info"), Is.LessThanOrEqualTo(50));
    }

    [Test]
    public async Task One_message_outside_a_thread_is_found_in_the_history()
    {
        _slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}""")
            .On("conversations.history", $$"""{"ok":true,"messages":[{{Said("1.1", "U1", "alone")}}]}""");

        var message = await Reader().FindAsync("C1", null, "1.1", CancellationToken.None);

        var request = _slack.Requests.Single(request => request.Method == "conversations.history");
        Assert.That((message?.Text, request.Json.GetProperty("latest").GetString(), request.Json.GetProperty("limit").GetInt32()), Is.EqualTo(("alone", "1.1", 1)));
    }

    [Test]
    public async Task A_message_that_is_gone_is_null()
    {
        _slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}""")
            .Fails("conversations.history", "channel_not_found").Fails("conversations.replies", "thread_not_found");

        Assert.That(await Reader().FindAsync("C1", null, "1.1", CancellationToken.None), Is.Null);
    }

    [Test]
    public void A_thread_that_Slack_does_not_give_is_a_failure_and_not_an_empty_thread()
    {
        _slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}""").Fails("conversations.replies", "missing_scope");

        Assert.That(
            () => Reader().ReadThreadAsync("C1", "1.1", null, 10, CancellationToken.None),
            Throws.InstanceOf<ReplyException>().With.Property(nameof(ReplyException.Failure)).EqualTo(ReplyFailure.NotAllowed));
    }

    private static string Ts(int number) => string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000 + (number * 60)}.000100");

    private static string Said(string ts, string user, string text) =>
        new JsonObject { ["ts"] = ts, ["user"] = user, ["team"] = "T1", ["text"] = text }.ToJsonString();

    private void Know(string user, string name)
    {
        var before = _slack.Unscripted;
        _slack.Unscripted = request => request.Method == "users.info" && request.Form("user") == user
            ? Answer(new JsonObject { ["ok"] = true, ["user"] = new JsonObject { ["id"] = user, ["team_id"] = "T1", ["profile"] = new JsonObject { ["display_name"] = name } } }.ToJsonString())
            : before(request);
    }

    private void Thread(params string[] messages)
    {
        var before = _slack.Unscripted;
        _slack.Unscripted = request => request.Method == "conversations.replies"
            ? Answer($$"""{"ok":true,"messages":[{{string.Join(',', messages)}}],"has_more":false}""")
            : before(request);
    }

    /// <summary>A thread as Slack pages it: oldest first, the root on every page.</summary>
    private void Serve(int count, int users = 1) => _slack.Unscripted = request =>
    {
        if (request.Method != "conversations.replies")
        {
            return null;
        }

        var size = int.Parse(request.Form("limit")!, CultureInfo.InvariantCulture);
        var replies = Enumerable.Range(1, count - 1)
            .Where(number => request.Form("oldest") is not { } oldest || string.CompareOrdinal(Ts(number), oldest) >= 0)
            .Where(number => request.Form("latest") is not { } latest || string.CompareOrdinal(Ts(number), latest) <= 0)
            .ToList();
        var start = int.Parse(request.Form("cursor") ?? "0", CultureInfo.InvariantCulture);
        var page = replies.Skip(start).Take(size).ToList();
        var root = new JsonObject { ["ts"] = Ts(0), ["thread_ts"] = Ts(0), ["user"] = "U0", ["text"] = "root", ["reply_count"] = count - 1, ["latest_reply"] = Ts(count - 1) };
        var more = start + page.Count < replies.Count;
        return Answer(new JsonObject
        {
            ["ok"] = true,
            ["messages"] = new JsonArray([root, .. page.Select(number => JsonNode.Parse(Said(Ts(number), $"U{number % users}", $"message {number}")))]),
            ["has_more"] = more,
            ["response_metadata"] = new JsonObject { ["next_cursor"] = more ? (start + page.Count).ToString(CultureInfo.InvariantCulture) : "" },
        }.ToJsonString());
    };

    private static HttpResponseMessage Answer(string json) => new(HttpStatusCode.OK) { Content = new StringContent(json) };

    private SlackMessageReader Reader()
    {
        var clients = _slack.CreateClients(_time);
        return new SlackMessageReader(
            clients, new SlackPersonDirectory(clients, _time), new FileDownloads(clients, _slack, _slack.WrappedOptions, _time, NullLogger<FileDownloads>.Instance));
    }
}
