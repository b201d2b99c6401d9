using Microsoft.Extensions.Options;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Engine;
using SlackAgents.Docker.Sandboxes;
using SlackAgents.Testing;
using SlackAgents.Tests.Docker.Connection;

namespace SlackAgents.Tests.Docker.Sandboxes;

internal sealed class SandboxImagesTests
{
    private readonly Dictionary<string, string?> _onEngine = new(StringComparer.Ordinal);
    private readonly ManualTimeProvider _time = new();
    private SandboxOptions _options = null!;
    private ScriptedEngine _engine = null!;
    private DockerConnection _connection = null!;
    private Maker _maker = null!;
    private SandboxImages _images = null!;

    [SetUp]
    public void StartOver()
    {
        _onEngine.Clear();
        _onEngine["slackagents/sandbox:latest"] = "claude=2.1.328";
        _options = new SandboxOptions();
        _engine = new ScriptedEngine(Answer);
        _connection = new DockerConnection(Options.Create(new DockerOptions { Endpoint = $"unix://{_engine.Path}" }), TimeProvider.System);
        _maker = new Maker();
        _images = new SandboxImages(new DockerClient(_connection), Options.Create(_options), _maker, _time);
    }

    [TearDown]
    public async Task CleanUpAsync()
    {
        _connection.Dispose();
        await _engine.DisposeAsync();
    }

    [TestCase("claude=2.1.328", "claude")]
    [TestCase("claude=2.1.328 codex=0.169.0", "codex")]
    [TestCase("claude=2.1.328 codex=0.169.0", "Codex")]
    [TestCase(null, "codex", Description = "an operator's own image: what is in it is the operator's business")]
    [TestCase("claude=2.1.328", null)]
    public async Task The_configured_image_is_taken_when_it_holds_the_agent(string? label, string? harness)
    {
        _onEngine[_options.Image] = label;

        Assert.That(await _images.ChooseAsync(harness, CancellationToken.None), Is.EqualTo(_options.Image));
        Assert.That(_maker.Asked, Is.Empty);
    }

    [TestCase("slackagents/sandbox:latest", "slackagents/sandbox:codex")]
    [TestCase("slackagents/sandbox", "slackagents/sandbox:codex")]
    [TestCase("registry.example:5000/team/sandbox:1.2", "registry.example:5000/team/sandbox:codex")]
    [TestCase("registry.example:5000/team/sandbox", "registry.example:5000/team/sandbox:codex")]
    [TestCase("team/sandbox@sha256:0123", "team/sandbox:codex")]
    public async Task Else_it_is_the_variant_of_the_same_repository(string configured, string expected)
    {
        _options.Image = configured;
        _onEngine[configured] = "claude=2.1.328 codex-like=1";
        _onEngine[expected] = "codex=0.169.0";

        Assert.That(await _images.ChooseAsync("codex", CancellationToken.None), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_variant_is_made_at_its_first_use_and_not_asked_for_again()
    {
        _maker.Make = (image, harness) =>
        {
            _onEngine[image] = $"{harness}=1";
            return null;
        };

        var first = await _images.ChooseAsync("codex", CancellationToken.None);
        var second = await _images.ChooseAsync("codex", CancellationToken.None);

        Assert.That((first, second), Is.EqualTo(("slackagents/sandbox:codex", "slackagents/sandbox:codex")));
        Assert.That(_maker.Asked, Is.EqualTo(new[] { "slackagents/sandbox:codex for codex" }));
    }

    [Test]
    public void Where_it_cannot_be_made_the_sentence_says_what_to_do()
    {
        _maker.Make = (_, _) => "Run scripts/sandbox-image --harness codex.";

        Assert.That(
            async () => await _images.ChooseAsync("codex", CancellationToken.None),
            Throws.InstanceOf<SandboxException>().With.Property("Failure").EqualTo(SandboxFailure.HarnessMissing).And.Message.EqualTo(
                "The agent CLI 'codex' is not in the sandbox image, and there is no usable image 'slackagents/sandbox:codex'. Run scripts/sandbox-image --harness codex."));
    }

    [Test]
    public async Task A_variant_that_is_there_is_used_even_if_it_could_not_be_looked_after()
    {
        _onEngine["slackagents/sandbox:codex"] = "codex=0.168.0";
        _maker.Make = (_, _) => "The registry does not answer.";

        Assert.That(await _images.ChooseAsync("codex", CancellationToken.None), Is.EqualTo("slackagents/sandbox:codex"));
    }

    [Test]
    public void A_variant_with_another_agent_in_it_is_refused()
    {
        _onEngine["slackagents/sandbox:codex"] = "qwen=1";

        Assert.That(async () => await _images.ChooseAsync("codex", CancellationToken.None), Throws.InstanceOf<SandboxException>().With.Message.Contains("It holds other ones."));
    }

    [Test]
    public async Task An_image_that_is_set_for_the_agent_goes_before_everything()
    {
        _options.Images["CODEX"] = "team/codex:7";
        _onEngine["team/codex:7"] = null;

        Assert.That(await _images.ChooseAsync("codex", CancellationToken.None), Is.EqualTo("team/codex:7"));
        Assert.That(_maker.Asked, Is.Empty);
    }

    [Test]
    public void One_that_is_set_and_missing_is_named_with_its_setting()
    {
        _options.Images["codex"] = "team/codex:7";

        Assert.That(async () => await _images.ChooseAsync("codex", CancellationToken.None), Throws.InstanceOf<SandboxException>().With.Message.Contains("'team/codex:7'. Build it, or correct Sandbox:Images:codex."));
        Assert.That(_maker.Asked, Is.Empty);
    }

    [Test]
    public void A_missing_configured_image_stays_the_missing_image_that_it_is()
    {
        _onEngine.Clear();

        Assert.That(async () => await _images.ChooseAsync("codex", CancellationToken.None), Throws.InstanceOf<DockerImageNotFoundException>());
        Assert.That(_maker.Asked, Is.Empty);
    }

    [Test]
    public async Task The_engine_is_asked_again_only_after_a_while()
    {
        await _images.ChooseAsync("claude", CancellationToken.None);
        await _images.ChooseAsync("claude", CancellationToken.None);
        var before = _engine.Requests.Count;
        _time.Advance(TimeSpan.FromSeconds(31));
        await _images.ChooseAsync("claude", CancellationToken.None);

        Assert.That((before, _engine.Requests.Count), Is.EqualTo((1, 2)));
    }

    private string Answer(string request)
    {
        var path = request.Split(' ')[1];
        var name = Uri.UnescapeDataString(path["/v1.41/images/".Length..^"/json".Length]);
        return !_onEngine.TryGetValue(name, out var label) ? ScriptedEngine.Json(404, $$"""{"message":"No such image: {{name}}"}""")
            : ScriptedEngine.Json(200, $$"""{"Id":"sha256:1","Size":1,"Config":{"Labels":{{Labels(label)}} } }""");
    }

    private static string Labels(string? harnesses) => harnesses is null ? "null" : $$"""{"slackagents.sandbox.harnesses":"{{harnesses}}"}""";

    private sealed class Maker : ISandboxImageMaker
    {
        public List<string> Asked { get; } = [];

        public Func<string, string?, string?> Make { get; set; } = (_, _) => null;

        public Task<string?> EnsureAsync(string image, string? harness, CancellationToken cancellationToken)
        {
            Asked.Add($"{image} for {harness}");
            return Task.FromResult(Make(image, harness));
        }
    }
}
