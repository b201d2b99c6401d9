using System.Diagnostics;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Docker;

/// <summary>A sandbox is made of an image with the agent that its run needs, also when the run changes its agent.</summary>
[CancelAfter(60_000)]
internal sealed class ImageChoiceTests : SandboxTests
{
    private const string Repository = "slackagents/test-choice";

    [OneTimeSetUp]
    public static async Task MakeImagesAsync()
    {
        await DockerAsync($"FROM {DockerSetUp.Image}\nLABEL slackagents.sandbox.harnesses=\"one=1.0 both=2.0\"", "build", "--quiet", "--tag", Repository + ":latest", "-");
        await DockerAsync($"FROM {DockerSetUp.Image}\nLABEL slackagents.sandbox.harnesses=\"two=1.0 both=2.0\"", "build", "--quiet", "--tag", Repository + ":two", "-");
    }

    [OneTimeTearDown]
    public static Task RemoveImagesAsync() => DockerAsync(string.Empty, "image", "rm", Repository + ":latest", Repository + ":two");

    [SetUp]
    public void UseImages() => UseOptions(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sandbox:Image"] = Repository + ":latest" });

    [TestCase("one", Repository + ":latest")]
    [TestCase("both", Repository + ":latest")]
    [TestCase("two", Repository + ":two")]
    [TestCase(null, Repository + ":latest")]
    public async Task The_image_is_one_that_holds_the_agent(string? harness, string expected)
    {
        var sandbox = await Engine.CreateAsync(Spec() with { Harness = harness }, Limit);

        Assert.That((await Client.Containers.InspectContainerAsync(sandbox.Value, size: false, Limit)).Config!.Image, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_run_that_goes_on_with_another_agent_gets_a_sandbox_that_has_it()
    {
        var first = await Engine.CreateAsync(Spec() with { Harness = "one" }, Limit);
        var again = await Engine.CreateAsync(Spec() with { Harness = "one" }, Limit);
        var both = await Engine.CreateAsync(Spec() with { Harness = "both" }, Limit);
        var second = await Engine.CreateAsync(Spec() with { Harness = "two" }, Limit);

        Assert.That((again, both), Is.EqualTo((first, first)));
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That((await Engine.InspectAsync(first, measure: false, Limit)).State, Is.EqualTo(SandboxState.Missing));
        Assert.That((await Engine.ListAsync(Limit)).Select(listing => listing.Id), Is.EqualTo(new[] { second }));
    }

    [Test]
    public async Task An_agent_that_is_in_no_image_leaves_the_sandbox_that_is_there()
    {
        var first = await Engine.CreateAsync(Spec() with { Harness = "one" }, Limit);

        Assert.That(
            async () => await Engine.CreateAsync(Spec() with { Harness = "three" }, Limit),
            Throws.InstanceOf<SandboxException>().With.Property("Failure").EqualTo(SandboxFailure.HarnessMissing)
                .And.Message.Contains($"Run scripts/sandbox-image --harness three --tag {Repository}:three."));
        Assert.That((await Engine.InspectAsync(first, measure: false, Limit)).State, Is.EqualTo(SandboxState.Created));
    }

    private static async Task DockerAsync(string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["DOCKER_BUILDKIT"] = "0" },
        })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"docker {arguments[0]} failed: {await errors}");
    }
}
