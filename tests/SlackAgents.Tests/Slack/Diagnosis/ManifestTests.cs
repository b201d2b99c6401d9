using System.Text.Json.Nodes;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Diagnosis;

namespace SlackAgents.Tests.Slack.Diagnosis;

/// <summary>Limits are those of Slack's manifest schema (github.com/slackapi/manifest-schema).</summary>
[TestFixture("slack-socket-mode.json")]
[TestFixture("slack-http.json")]
internal sealed class ManifestTests(string file)
{
    private static readonly string[] Events = ["app_mention", "message.channels", "message.groups", "message.im", "message.mpim", "reaction_added"];

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
        Assert.That(Texts("oauth_config", "scopes", "bot"), Is.SupersetOf(SlackScopes.Needed.Keys));
        Assert.That(Texts("oauth_config", "scopes", "bot_optional"), Is.EquivalentTo(SlackScopes.Optional.Keys));
    }

    [Test]
    public void It_subscribes_to_what_is_handled_and_to_nothing_else()
    {
        Assert.That(Texts("settings", "event_subscriptions", "bot_events"), Is.EquivalentTo(Events));
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
        ];

        Assert.That((bool)_manifest["settings"]!["socket_mode_enabled"]!, Is.EqualTo(!http));
        Assert.That(addresses, http ? Is.EqualTo(new[] { "https://YOUR-HOST/slack/commands", "https://YOUR-HOST/slack/events", "https://YOUR-HOST/slack/interactivity" }) : Is.All.Null);
    }

    private IEnumerable<string> Texts(params string[] path) =>
        path.Aggregate(_manifest, (node, name) => node[name]!).AsArray().Select(item => (string)item!);
}
