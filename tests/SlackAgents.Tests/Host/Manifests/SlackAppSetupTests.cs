using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Manifests;
using SlackAgents.Playground;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Host.Manifests;

/// <summary>Creating and changing the app, against the Playground's <c>apps.manifest.*</c>.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SlackAppSetupTests : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly StringWriter _output = new();
    private readonly HttpClient _http = new();
    private readonly List<string> _questions = [];
    private PlaygroundServer _server = null!;

    private string Token => _server.SlackSite.App.ConfigurationToken;

    private static string Manifest => SlackManifest.Read(http: true, "https://agents.example");

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _http.Dispose();
    }

    [SetUp]
    public async Task StartAsync()
    {
        _server = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = Path.Combine(_folder.Path, "playground") }, CancellationToken.None);
        _output.GetStringBuilder().Clear();
        _questions.Clear();
    }

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task An_app_is_created_and_its_credentials_are_kept_and_not_shown()
    {
        var code = await Setup().CreateAsync(Manifest, socketMode: true, CancellationToken.None);
        var file = Path.Combine(_folder.Path, "keys", "slack-app.env");
        var kept = await File.ReadAllTextAsync(file);

        Assert.That(code, Is.EqualTo(ExitCodes.Ok));
        Assert.That(_server.SlackSite.App.Manifests, Has.Count.EqualTo(1));
        Assert.That(kept, Does.Contain("Slack__SigningSecret=").And.Contain($"Slack__ClientId={_server.SlackSite.App.ClientId}").And.Contain($"Slack__ClientSecret={_server.SlackSite.App.ClientSecret}"));
        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(_output.ToString(), Does.Contain("/oauth/v2/authorize").And.Contain("Slack__AppToken").And.Not.Contain(_server.SlackSite.App.ClientSecret).And.Not.Contain(Token));
    }

    [Test]
    public async Task A_file_of_credentials_that_all_could_read_is_replaced()
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "keys")).FullName, "slack-app.env");
        await File.WriteAllTextAsync(file, "old");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.UserWrite);

        await Setup().CreateAsync(Manifest, socketMode: false, CancellationToken.None);

        Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(await File.ReadAllTextAsync(file), Does.Not.Contain("old"));
    }

    [Test]
    public async Task What_would_change_is_shown_before_it_is_changed()
    {
        var app = await CreateOldAppAsync();

        var code = await Setup(answer: true).UpdateAsync(app, Manifest, isAgreed: false, CancellationToken.None);

        Assert.That(code, Is.EqualTo(ExitCodes.Ok));
        Assert.That(_questions, Has.Count.EqualTo(1));
        Assert.That(_output.ToString(), Does.Contain("~ display_information.name: \"Old\" -> \"Agent\"").And.Contain("+ oauth_config.scopes.bot[\"files:read\"]").And.Contain("- features.bot_user.gone").And.Contain("install it again"));
        Assert.That((string?)_server.SlackSite.App.Manifests[app]["display_information"]!["name"], Is.EqualTo("Agent"));
    }

    [Test]
    public async Task Without_a_yes_nothing_is_changed()
    {
        var app = await CreateOldAppAsync();

        var refused = await Setup(answer: false).UpdateAsync(app, Manifest, isAgreed: false, CancellationToken.None);
        var nobody = await new SlackAppSetup(Api(), _folder.Path, _output, confirm: null).UpdateAsync(app, Manifest, isAgreed: false, CancellationToken.None);

        Assert.That((refused, nobody), Is.EqualTo((ExitCodes.Failed, ExitCodes.Failed)));
        Assert.That(_output.ToString(), Does.Contain("--yes"));
        Assert.That((string?)_server.SlackSite.App.Manifests[app]["display_information"]!["name"], Is.EqualTo("Old"));
    }

    [Test]
    public async Task An_app_that_is_as_it_should_be_is_left_alone()
    {
        var app = await CreateOldAppAsync();
        await Setup().UpdateAsync(app, Manifest, isAgreed: true, CancellationToken.None);
        _output.GetStringBuilder().Clear();

        await Setup().UpdateAsync(app, Manifest, isAgreed: true, CancellationToken.None);

        Assert.That(_output.ToString(), Does.Contain("Nothing to do"));
    }

    [Test]
    public void What_Slack_refuses_is_told_with_its_place()
    {
        var broken = JsonNode.Parse(Manifest)!;
        broken["display_information"]!["name"] = new string('x', 36);

        var refused = Assert.ThrowsAsync<SlackManifestException>(() => Setup().CreateAsync(broken.ToJsonString(), socketMode: false, CancellationToken.None));

        Assert.That(refused!.Message, Does.Contain("/display_information/name: must NOT have more than 35 characters"));
        Assert.That(_server.SlackSite.App.Manifests, Is.Empty);
    }

    [Test]
    public void A_token_that_Slack_does_not_take_is_told_with_the_next_step()
    {
        var setup = new SlackAppSetup(Api("xoxe.xoxp" + "-1-wrong"), _folder.Path, _output, confirm: null);

        var refused = Assert.ThrowsAsync<SlackManifestException>(() => setup.CreateAsync(Manifest, socketMode: false, CancellationToken.None));

        Assert.That(refused!.Message, Does.Contain("SLACK_CONFIG_TOKEN").And.Not.Contain("-1-wrong"));
    }

    private SlackManifestApi Api(string? token = null) => new(_http, _server.SlackApiUrl, token ?? Token);

    private SlackAppSetup Setup(bool answer = true) => new(Api(), Path.Combine(_folder.Path, "keys"), _output, question =>
    {
        _questions.Add(question);
        return answer;
    });

    private async Task<string> CreateOldAppAsync()
    {
        await Setup().CreateAsync(Manifest, socketMode: false, CancellationToken.None);
        var (app, manifest) = _server.SlackSite.App.Manifests.Single();
        manifest["display_information"]!["name"] = "Old";
        manifest["features"]!["bot_user"]!["gone"] = true;
        var scopes = manifest["oauth_config"]!["scopes"]!["bot"]!.AsArray();
        scopes.Remove(scopes.Single(scope => (string?)scope == "files:read"));
        return app;
    }
}
