using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using SlackAgents.Playground;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Installing;

namespace SlackAgents.IntegrationTests.Playground;

/// <summary>OAuth into several workspaces, uninstalling, and manifests, as Slack does them.</summary>
[TestFixture]
internal sealed class InstallingTests
{
    private const string Back = "http://127.0.0.1:9/slack/oauth/callback";

    private string _folder = string.Empty;
    private PlaygroundServer _server = null!;
    private HttpClient _http = null!;

    private SlackApp App => _server.SlackSite.App;

    private SlackWorkspace Second => _server.SlackSite.Workspaces[1];

    [SetUp]
    public async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("playground-tests-").FullName;
        _server = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = _folder, Slack = new SlackSettings { OtherTeams = ["Umbrella"] } }, CancellationToken.None);
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
    }

    [TearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_second_workspace_gets_a_token_of_its_own_and_only_its_own_events()
    {
        var granted = await InstallAsync();
        var token = granted["access_token"]!.ToString();
        await using var socket = await SocketClient.ConnectAsync(_server);
        await socket.ReceiveAsync();
        var said = Second.Post("clara", "#agent-runs", "@agent hello");
        var heard = (await socket.ReceiveAsync())!["payload"]!;
        var there = await SocketClient.CallAsync(_server, "chat.postMessage", token, new JsonObject { ["channel"] = said.ChannelId, ["text"] = "hello" });
        var elsewhere = await SocketClient.CallAsync(_server, "chat.postMessage", _server.BotToken, new JsonObject { ["channel"] = said.ChannelId, ["text"] = "hello" });

        Assert.Multiple(() =>
        {
            Assert.That(granted["team"]!["id"]!.ToString(), Is.EqualTo(Second.State.Settings.TeamId));
            Assert.That(token, Is.Not.EqualTo(_server.BotToken));
            Assert.That((heard["team_id"]!.ToString(), heard["authorizations"]![0]!["user_id"]!.ToString()), Is.EqualTo((Second.State.Settings.TeamId, Second.State.Settings.BotUserId)));
            Assert.That(there.Body["ok"]!.GetValue<bool>(), Is.True);
            Assert.That(elsewhere.Body["error"]!.ToString(), Is.EqualTo("channel_not_found"));
        });
    }

    [Test]
    public async Task A_code_is_exchanged_once_and_by_the_app_alone()
    {
        var code = await AuthorizeAsync();
        var wrongSecret = await ExchangeAsync(code, "not-the-secret");
        var wrongAddress = await ExchangeAsync(await AuthorizeAsync(), App.ClientSecret, "http://127.0.0.1:9/elsewhere");
        var first = await ExchangeAsync(code, App.ClientSecret);
        var again = await ExchangeAsync(code, App.ClientSecret);

        Assert.That(
            new[] { wrongSecret, wrongAddress, first, again }.Select(answer => answer["error"]?.ToString()),
            Is.EqualTo(new[] { "bad_client_secret", "bad_redirect_uri", null, "invalid_code" }));
    }

    [TestCase("client_id=nobody&scope=commands&redirect_uri=" + Back, "invalid_client_id")]
    [TestCase("client_id=1000000001.2000000002&scope=commands&redirect_uri=https://elsewhere.example/", "bad_redirect_uri")]
    [TestCase("client_id=1000000001.2000000002&redirect_uri=" + Back, "no_scopes")]
    public async Task A_wrong_authorisation_stays_on_Slacks_own_page(string query, string problem)
    {
        using var page = await _http.GetAsync(new Uri($"{_server.BaseUrl}/oauth/v2/authorize?{query}"));

        Assert.That((page.StatusCode, (await page.Content.ReadAsStringAsync()).Contains(problem, StringComparison.Ordinal)), Is.EqualTo((System.Net.HttpStatusCode.BadRequest, true)));
    }

    [Test]
    public async Task A_person_may_say_no()
    {
        _server.SlackSite.OAuth.DenyNext = true;
        var query = QueryHelpers.ParseQuery((await RedirectAsync()).Query);

        Assert.That((query["error"].ToString(), query["state"].ToString(), query.ContainsKey("code")), Is.EqualTo(("access_denied", "the-state", false)));
    }

    [Test]
    public async Task An_uninstalled_app_is_told_and_its_token_is_dead()
    {
        var token = (await InstallAsync())["access_token"]!.ToString();
        await using var socket = await SocketClient.ConnectAsync(_server);
        await socket.ReceiveAsync();
        Second.Uninstall();
        var told = new[] { await socket.ReceiveAsync(), await socket.ReceiveAsync() }.Select(frame => frame!["payload"]!["event"]!["type"]!.ToString());
        var dead = await SocketClient.CallAsync(_server, "auth.test", token, []);
        var fresh = (await InstallAsync())["access_token"]!.ToString();
        var revoked = await FormAsync("auth.revoke", fresh, []);

        Assert.Multiple(() =>
        {
            Assert.That(told, Is.EquivalentTo(new[] { "app_uninstalled", "tokens_revoked" }));
            Assert.That(dead.Body["error"]!.ToString(), Is.EqualTo("token_revoked"));
            Assert.That(fresh, Is.Not.EqualTo(token));
            Assert.That((revoked["revoked"]!.GetValue<bool>(), Second.State.IsInstalled), Is.EqualTo((true, false)));
        });
    }

    [Test]
    public async Task A_manifest_is_created_exported_updated_and_its_mistakes_are_named()
    {
        const string Good = """{"display_information":{"name":"Agent"},"features":{"bot_user":{"display_name":"agent"}},"oauth_config":{"scopes":{"bot":["commands"]}},"settings":{"socket_mode_enabled":true}}""";
        var wrong = await ManifestAsync("apps.manifest.validate", Good.Replace("\"settings\":{", "\"settings\":{\"sockets\":true,", StringComparison.Ordinal));
        var nameless = await ManifestAsync("apps.manifest.validate", """{"display_information":{}}""");
        var created = await ManifestAsync("apps.manifest.create", Good);
        var id = created["app_id"]!.ToString();
        var updated = await ManifestAsync("apps.manifest.update", Good.Replace("\"commands\"", "\"commands\",\"chat:write\"", StringComparison.Ordinal), id);
        var exported = (await SocketClient.CallAsync(_server, "apps.manifest.export", App.ConfigurationToken, new JsonObject { ["app_id"] = id })).Body;
        var withBot = (await SocketClient.CallAsync(_server, "apps.manifest.export", _server.BotToken, new JsonObject { ["app_id"] = id })).Body;

        Assert.Multiple(() =>
        {
            Assert.That((wrong["error"]!.ToString(), wrong["errors"]![0]!["pointer"]!.ToString()), Is.EqualTo(("invalid_manifest", "/settings")));
            Assert.That(nameless["errors"]![0]!["message"]!.ToString(), Does.Contain("name"));
            Assert.That(created["credentials"]!["signing_secret"]!.ToString(), Is.EqualTo(_server.SigningSecret));
            Assert.That(updated["permissions_updated"]!.GetValue<bool>(), Is.True);
            Assert.That(exported["manifest"]!["oauth_config"]!["scopes"]!["bot"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(withBot["error"]!.ToString(), Is.EqualTo("not_allowed_token_type"));
        });
    }

    [Test]
    public async Task The_projects_own_manifests_pass()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Testing.RepositoryRoot.Path, "manifest"), "slack*.json"))
        {
            var answer = await ManifestAsync("apps.manifest.validate", await File.ReadAllTextAsync(file));

            Assert.That(answer["errors"]!.AsArray(), Is.Empty, $"{file}: {answer.ToJsonString()}");
        }
    }

    private async Task<JsonObject> InstallAsync() => await ExchangeAsync(await AuthorizeAsync(), App.ClientSecret);

    private async Task<Uri> RedirectAsync()
    {
        using var answer = await _http.GetAsync(new Uri($"{_server.BaseUrl}/oauth/v2/authorize?client_id={App.ClientId}&scope=commands,chat:write&state=the-state&redirect_uri={Uri.EscapeDataString(Back)}&team={Second.State.Settings.TeamId}"));
        return answer.Headers.Location!;
    }

    private async Task<string> AuthorizeAsync() => QueryHelpers.ParseQuery((await RedirectAsync()).Query)["code"].ToString();

    private async Task<JsonObject> ExchangeAsync(string code, string secret, string redirect = Back)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.SlackApiUrl + "oauth.v2.access");
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = code, ["redirect_uri"] = redirect });
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{App.ClientId}:{secret}")));
        using var answer = await _http.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    private async Task<JsonObject> FormAsync(string method, string token, Dictionary<string, string> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _server.SlackApiUrl + method) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }

    private async Task<JsonObject> ManifestAsync(string method, string manifest, string? id = null)
    {
        var arguments = new JsonObject { ["manifest"] = manifest };
        if (id is not null)
        {
            arguments["app_id"] = id;
        }

        return (await SocketClient.CallAsync(_server, method, App.ConfigurationToken, arguments)).Body;
    }
}
