using System.Text.Json.Nodes;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Host.Manifests;
using SlackAgents.Host.SignIn;
using SlackAgents.Playground.Slack.Installing;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Diagnosis;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Slack.Diagnosis;

/// <summary>Limits are those of Slack's manifest schema (github.com/slackapi/manifest-schema).</summary>
[TestFixture("slack-socket-mode.json")]
[TestFixture("slack-http.json")]
internal sealed class ManifestTests(string file)
{
    private static readonly string[] Events =
    [
        "agent_session_stopped", "app_home_opened", "app_mention", "app_uninstalled", "message.channels", "message.groups", "message.im", "message.mpim", "reaction_added", "tokens_revoked",
    ];


    private JsonNode _manifest = null!;

    [OneTimeSetUp]
    public void Read()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "SlackAgents.sln")))
        {
            folder = folder.Parent;
        }

        _manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.FullName, "manifest", file)))!;
    }

    [Test]
    public void It_asks_for_every_scope_that_is_needed()
    {
        Assert.That(Texts("oauth_config", "scopes", "bot"), Is.EquivalentTo(SlackScopes.Needed.Keys));
        Assert.That(Texts("oauth_config", "scopes", "bot_optional"), Is.EquivalentTo(SlackScopes.Optional.Keys));
    }

    [Test]
    public void It_subscribes_to_what_is_handled_and_to_nothing_else()
    {
        Assert.That(Texts("settings", "event_subscriptions", "bot_events"), Is.EquivalentTo(Events));
    }

    [Test]
    public void Slack_would_take_it()
    {
        Assert.That(ManifestRules.Check(_manifest.AsObject()).Select(problem => $"{problem.Pointer}: {problem.Message}"), Is.Empty);
    }

    [TestCase("/features/shortcuts/0/name", 24)]
    [TestCase("/features/agent_view/agent_description", 300)]
    public void The_rules_see_what_is_too_long(string pointer, int limit)
    {
        var manifest = _manifest.DeepClone().AsObject();
        var path = pointer.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var owner = path[..^1].Aggregate((JsonNode)manifest, (node, name) => int.TryParse(name, out var index) ? node[index]! : node[name]!);
        owner[path[^1]] = new string('x', limit + 1);

        Assert.That(ManifestRules.Check(manifest), Has.Some.Matches<ManifestProblem>(problem => problem.Pointer == pointer));
    }

    [Test]
    public void It_offers_both_shortcuts_the_home_tab_and_an_agent()
    {
        var features = _manifest["features"]!;
        var shortcuts = features["shortcuts"]!.AsArray().Select(one => ((string)one!["callback_id"]!, (string)one["type"]!)).ToList();

        Assert.That(shortcuts, Is.EqualTo(new[] { (ShortcutUsed.OnMessage, "message"), (ShortcutUsed.Global, "global") }));
        Assert.That(features["shortcuts"]!.AsArray().Select(one => ((string)one!["name"]!).Length), Is.All.InRange(1, 24));
        Assert.That(features["shortcuts"]!.AsArray().GroupBy(one => (string)one!["type"]!, StringComparer.Ordinal).Select(kind => kind.Count()), Is.All.LessThanOrEqualTo(5));
        Assert.That((bool)features["app_home"]!["home_tab_enabled"]!, Is.True);
        Assert.That((string?)features["agent_view"]!["agent_description"], Has.Length.InRange(1, 300));
        Assert.That(features["agent_view"]!["suggested_prompts"]!.AsArray(), Has.Count.InRange(1, 4));
    }

    [Test]
    public void The_page_about_the_app_gives_the_reason_of_each_scope()
    {
        var page = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "docs", "slack-app.md"));
        var rows = page.Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Contains(" | to ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (Scope: cells[1].Trim('`'), Reason: cells[2]["to ".Length..]));

        Assert.That(rows, Is.EquivalentTo(SlackScopes.Needed.Concat(SlackScopes.SignIn).Concat(SlackScopes.Optional).Select(scope => (scope.Key, scope.Value))));
    }

    [Test]
    public void Signing_in_is_asked_for_exactly_where_Slack_can_lead_back()
    {
        var filled = JsonNode.Parse(SlackManifest.Read(file.Contains("http", StringComparison.Ordinal), "https://agents.example"))!["oauth_config"]!;
        var asItIs = _manifest["oauth_config"]!;

        Assert.That(filled["redirect_urls"]!.AsArray().Select(url => (string?)url), Does.Contain("https://agents.example" + SignInEndpoints.Callback));
        Assert.That(filled["scopes"]!["user"]!.AsArray().Select(scope => (string?)scope), Is.EquivalentTo(SlackScopes.SignIn.Keys));
        Assert.That(asItIs["scopes"]!["user"] is null, Is.EqualTo(asItIs["redirect_urls"] is null));
    }

    [Test]
    public void It_keeps_inside_the_limits_of_the_schema()
    {
        var command = _manifest["features"]!["slash_commands"]!.AsArray().Single()!;

        Assert.That((string?)_manifest["display_information"]!["name"], Has.Length.LessThanOrEqualTo(35));
        Assert.That((string?)_manifest["display_information"]!["description"], Has.Length.LessThanOrEqualTo(140));
        Assert.That((string?)command["command"], Is.EqualTo(new SlackOptions().Command).And.Length.LessThanOrEqualTo(32));
        Assert.That((bool)command["should_escape"]!, Is.True);
        Assert.That((string?)command["usage_hint"], Has.Length.LessThanOrEqualTo(1000));
    }

    [Test]
    public void Addresses_are_there_exactly_when_requests_come_over_http()
    {
        var http = file.Contains("http", StringComparison.Ordinal);
        string?[] addresses =
        [
            (string?)_manifest["features"]!["slash_commands"]![0]!["url"],
            (string?)_manifest["settings"]!["event_subscriptions"]!["request_url"],
            (string?)_manifest["settings"]!["interactivity"]!["request_url"],
            (string?)_manifest["settings"]!["interactivity"]!["message_menu_options_url"],
            (string?)_manifest["oauth_config"]!["redirect_urls"]?[0],
        ];

        Assert.That((bool)_manifest["settings"]!["socket_mode_enabled"]!, Is.EqualTo(!http));
        Assert.That(addresses, http ? Is.EqualTo(new[] { "https://YOUR-HOST/slack/commands", "https://YOUR-HOST/slack/events", "https://YOUR-HOST/slack/interactivity", "https://YOUR-HOST/slack/options", "https://YOUR-HOST/slack/oauth_redirect" }) : Is.All.Null);
    }

    private IEnumerable<string> Texts(params string[] path) =>
        path.Aggregate(_manifest, (node, name) => node[name]!).AsArray().Select(item => (string)item!);
}
