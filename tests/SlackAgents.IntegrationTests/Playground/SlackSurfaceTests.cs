using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SlackAgents.Playground;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Api;

namespace SlackAgents.IntegrationTests.Playground;

/// <summary>What the Playground refuses of views, menus, sessions and files, in Slack's own words.</summary>
[TestFixture]
internal sealed class SlackSurfaceTests : PlaygroundFixture
{
    private const string Runs = "C0RUNS0001";

    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"A title of more than 24 characters"},"blocks":[]}""", "/title/text")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input","action_id":"a"}}]}""", "submit")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"plan","title":"P","tasks":[]}]}""", "/blocks/0/type")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"T"},"submit":{"type":"plain_text","text":"S"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"external_select","action_id":"a","options":[]}}]}""", "options")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"T"},"submit":{"type":"plain_text","text":"S"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"static_select","action_id":"a","options":[{"text":{"type":"plain_text","text":"x"},"value":"x"}],"initial_option":{"text":{"type":"plain_text","text":"y"},"value":"y"}}}]}""", "initial_option")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"T"},"submit":{"type":"plain_text","text":"S"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"checkboxes","action_id":"a","options":[{"text":{"type":"plain_text","text":"x"},"value":"x"}],"initial_options":[]}}]}""", "initial_options")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"T"},"submit":{"type":"plain_text","text":"S"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"plain_text_input","action_id":"a","max_length":3001}}]}""", "max_length")]
    public async Task A_modal_that_Slack_would_refuse_is_refused(string view, string pointer)
    {
        var answer = await OpenAsync(JsonNode.Parse(view)!.AsObject());

        Assert.Multiple(() =>
        {
            Assert.That(answer["error"]!.ToString(), Is.EqualTo("invalid_arguments"));
            Assert.That(answer["response_metadata"]!.ToJsonString(), Does.Contain(pointer));
            Assert.That(Server.Slack.Views, Is.Empty);
        });
    }

    [Test]
    public async Task A_trigger_opens_one_view_and_the_stack_is_three_high()
    {
        var trigger = Trigger();
        var opened = await CallAsync("views.open", new JsonObject { ["trigger_id"] = trigger, ["view"] = Modal("first") });
        var again = await CallAsync("views.open", new JsonObject { ["trigger_id"] = trigger, ["view"] = Modal("again") });
        var unknown = await CallAsync("views.open", new JsonObject { ["trigger_id"] = "1.2.3", ["view"] = Modal("again") });
        var pushed = new List<string?>();
        for (var index = 0; index < 3; index++)
        {
            pushed.Add((await CallAsync("views.push", new JsonObject { ["trigger_id"] = Trigger(), ["view"] = Modal($"push {index}") }))["error"]?.ToString());
        }

        var twin = await CallAsync("views.push", new JsonObject { ["trigger_id"] = Trigger(), ["view"] = Modal("twin", "mine") });
        Assert.Multiple(() =>
        {
            Assert.That(opened["ok"]!.GetValue<bool>(), Is.True);
            Assert.That((again["error"]!.ToString(), unknown["error"]!.ToString()), Is.EqualTo(("exchanged_trigger_id", "invalid_trigger_id")));
            Assert.That(pushed, Is.EqualTo(new[] { null, null, "push_limit_reached" }));
            Assert.That(twin["error"]!.ToString(), Is.EqualTo("push_limit_reached"));
        });
    }

    [Test]
    public async Task A_view_is_updated_by_either_id_and_only_in_the_version_that_the_app_knows()
    {
        var opened = (await OpenAsync(Modal("first", "mine")))["view"]!;
        var byExternal = await CallAsync("views.update", new JsonObject { ["external_id"] = "mine", ["view"] = Modal("second", "mine") });
        var late = await CallAsync("views.update", new JsonObject { ["view_id"] = opened["id"]!.ToString(), ["hash"] = opened["hash"]!.ToString(), ["view"] = Modal("third", "mine") });
        var gone = await CallAsync("views.update", new JsonObject { ["view_id"] = "V0NOWHERE1", ["view"] = Modal("x") });
        var neither = await CallAsync("views.update", new JsonObject { ["view"] = Modal("x") });

        Assert.That(
            new[] { byExternal, late, gone, neither }.Select(answer => answer["error"]?.ToString()),
            Is.EqualTo(new[] { null, "hash_conflict", "not_found", "invalid_arguments" }));
    }

    [Test]
    public async Task A_workspace_without_plans_and_sessions_refuses_both()
    {
        await StopServerAsync();
        Server = await PlaygroundServer.StartAsync(
            new PlaygroundOptions { DataDirectory = Directory.CreateDirectory(Folder).FullName, Slack = new SlackSettings { RateLimits = RateLimits.Relaxed, HasPlanBlocks = false, HasAgentSessions = false, HasHomeTab = false } },
            CancellationToken.None);

        var plan = await CallAsync("chat.postMessage", new JsonObject { ["channel"] = Runs, ["text"] = "x", ["blocks"] = JsonNode.Parse("""[{"type":"plan","title":"P","tasks":[]}]""") });
        var session = await CallAsync("agents.sessions.setStatus", new JsonObject { ["channel_id"] = Runs, ["thread_ts"] = "1.1", ["status"] = "active" });
        var home = await CallAsync("views.publish", new JsonObject { ["user_id"] = "U0ALICE001", ["view"] = new JsonObject { ["type"] = "home", ["blocks"] = new JsonArray() } });

        Assert.That(new[] { plan, session, home }.Select(answer => answer["error"]!.ToString()), Is.EqualTo(new[] { "invalid_blocks", "feature_disabled", "not_enabled" }));
    }

    [TestCase("""{"channel_id":"C0RUNS0001","status":"active"}""", "thread_ts_required")]
    [TestCase("""{"channel_id":"C0RUNS0001","status":"busy","thread_ts":"ROOT"}""", "invalid_status")]
    [TestCase("""{"channel_id":"C0NOWHERE1","status":"active","thread_ts":"ROOT"}""", "channel_not_found")]
    [TestCase("""{"channel_id":"C0RUNS0001","status":"active","thread_ts":"ROOT","initiator_user_id":"U0NOBODY01"}""", "user_not_found")]
    [TestCase("""{"channel_id":"C0RUNS0001","status":"active","thread_ts":"ROOT"}""", null)]
    public async Task A_session_is_set_with_what_the_method_wants(string arguments, string? error)
    {
        var root = Server.Slack.Post("alice", "#agent-runs", "root").Ts;
        var answer = await CallAsync("agents.sessions.setStatus", JsonNode.Parse(arguments.Replace("ROOT", root, StringComparison.Ordinal))!.AsObject());

        Assert.That(answer["error"]?.ToString(), Is.EqualTo(error));
    }

    [Test]
    public async Task The_native_stop_is_there_only_while_the_agent_works()
    {
        var root = Server.Slack.Post("alice", "#agent-runs", "root").Ts;
        Assert.That(() => Server.Slack.Sessions.Stop("alice", "#agent-runs", root), Throws.ArgumentException);

        await CallAsync("agents.sessions.setStatus", new JsonObject { ["channel_id"] = Runs, ["thread_ts"] = root, ["status"] = "processing", ["title"] = "Fix it" });
        var unnamed = await CallAsync("agents.sessions.rename", new JsonObject { ["channel_id"] = Runs, ["thread_ts"] = root, ["title"] = "…" });
        await using var app = await SocketClient.ConnectAsync(Server);
        await app.ReceiveAsync();
        Server.Slack.Sessions.Stop("alice", "#agent-runs", root);
        var stopped = (await app.ReceiveAsync())!["payload"]!["event"]!;

        Assert.Multiple(() =>
        {
            Assert.That(unnamed["error"]!.ToString(), Is.EqualTo("invalid_name"));
            Assert.That((stopped["type"]!.ToString(), stopped["thread_ts"]!.ToString(), stopped["user"]!.ToString()), Is.EqualTo(("agent_session_stopped", root, "U0ALICE001")));
            Assert.That(Server.Slack.Sessions.Find("#agent-runs", root)!.Status, Is.EqualTo("processing"), "The app has to change it.");
        });
    }

    [Test]
    public async Task A_file_is_given_to_a_token_and_a_sign_in_page_to_everybody_else()
    {
        var message = Server.Slack.Acts.Attach("alice", "#agent-runs", "look", null, ("notes.txt", "look here"u8.ToArray()));
        var file = JsonNode.Parse(message.FilesJson!)![0]!;
        var address = new Uri(file["url_private_download"]!.ToString());
        using var http = new HttpClient();
        var page = await http.GetAsync(address);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Server.BotToken);
        var content = await http.GetAsync(address);
        Server.Slack.RemoveScope("files:read");
        var withoutScope = await http.GetAsync(address);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That((page.StatusCode, page.Content.Headers.ContentType!.MediaType), Is.EqualTo((System.Net.HttpStatusCode.OK, "text/html")));
            Assert.That((content.Content.Headers.ContentType!.MediaType, await content.Content.ReadAsStringAsync()), Is.EqualTo(("text/plain", "look here")));
            Assert.That(withoutScope.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/html"));
            Assert.That((message.Subtype, file["mimetype"]!.ToString(), file["size"]!.GetValue<int>()), Is.EqualTo(("file_share", "text/plain", 9)));
        });
    }

    [Test]
    public async Task Of_a_strangers_file_an_app_learns_the_id_alone()
    {
        var message = Server.Slack.Acts.Attach("stranger", "#partners", "look", null, ("notes.txt", "look here"u8.ToArray()));
        var file = JsonNode.Parse(message.FilesJson!)![0]!.AsObject();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Server.BotToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["file"] = file["id"]!.ToString() });
        var asked = JsonNode.Parse(await (await http.PostAsync(new Uri(Server.SlackApiUrl + "files.info"), form)).Content.ReadAsStringAsync())!;

        Assert.Multiple(() =>
        {
            Assert.That((file["file_access"]!.ToString(), file.ContainsKey("url_private_download")), Is.EqualTo(("check_file_info", false)));
            Assert.That(asked["file"]!["name"]!.ToString(), Is.EqualTo("notes.txt"));
        });
    }

    [Test]
    public async Task A_deleted_message_with_replies_leaves_a_tombstone()
    {
        var root = Server.Slack.Post("alice", "#agent-runs", "root");
        Server.Slack.Post("bob", "#agent-runs", "reply", root.Ts);
        await using var app = await SocketClient.ConnectAsync(Server);
        await app.ReceiveAsync();
        Server.Slack.Acts.Delete("alice", "#agent-runs", root.Ts);
        var frame = (await app.ReceiveAsync())!["payload"]!["event"]!;

        Assert.Multiple(() =>
        {
            Assert.That((frame["subtype"]!.ToString(), frame["message"]!["subtype"]!.ToString()), Is.EqualTo(("message_changed", "tombstone")));
            Assert.That(frame["previous_message"]!["text"]!.ToString(), Is.EqualTo("root"));
            Assert.That(() => Server.Slack.Acts.Edit("bob", "#agent-runs", root.Ts, "mine now"), Throws.ArgumentException);
        });
    }

    [TestCase("""{"response_action":"errors","errors":{"nowhere":"x"}}""")]
    [TestCase("""{"response_action":"errors","errors":{}}""")]
    [TestCase("""{"response_action":"update","view":{"type":"modal"}}""")]
    [TestCase("""{"response_action":"shrug"}""")]
    public async Task An_answer_to_a_form_that_Slack_cannot_show_leaves_it_open(string answer)
    {
        var view = (await OpenAsync(Modal("first")))["view"]!["id"]!.ToString();
        await using var app = await SocketClient.ConnectAsync(Server);
        await app.ReceiveAsync();
        var submitted = Server.Slack.Forms.SubmitAsync("alice", view, new JsonObject(), CancellationToken.None);
        var envelope = (await app.ReceiveAsync())!;
        await app.SendAsync(new JsonObject { ["envelope_id"] = envelope["envelope_id"]!.ToString(), ["payload"] = JsonNode.Parse(answer) });

        var receipt = await submitted;
        Assert.Multiple(() =>
        {
            Assert.That(receipt.Error, Is.EqualTo("invalid_response_action"));
            Assert.That(Server.Slack.Forms.Top("alice"), Is.Not.Null);
            Assert.That(Server.Slack.ProtocolViolations, Has.Count.EqualTo(1));
        });
    }

    private static JsonObject Modal(string title, string? externalId = null)
    {
        var view = new JsonObject { ["type"] = "modal", ["title"] = Plain(title), ["submit"] = Plain("Go"), ["blocks"] = new JsonArray() };
        if (externalId is not null)
        {
            view["external_id"] = externalId;
        }

        return view;
    }

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text };

    private string Trigger() => Server.Slack.State.Triggers.Issue("U0ALICE001");

    private Task<JsonObject> OpenAsync(JsonObject view) => CallAsync("views.open", new JsonObject { ["trigger_id"] = Trigger(), ["view"] = view });

    private async Task<JsonObject> CallAsync(string method, JsonObject arguments) => (await SocketClient.CallAsync(Server, method, Server.BotToken, arguments)).Body;
}
