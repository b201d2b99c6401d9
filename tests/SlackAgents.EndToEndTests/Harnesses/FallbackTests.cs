using System.Globalization;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>Claude's provider has nothing more to give: the run goes on once with Codex, and everybody can see it.</summary>
[TestFixture(402, "ProviderOutOfCredit", "is out of credit")]
[TestFixture(429, "ProviderRateLimited", "has reached its rate limit")]
[TestFixture(529, "ProviderOverloaded", "is overloaded")]
internal sealed class FallbackTests(int status, string code, string cause) : StageTests
{
    private const string Repository = "acme/widgets";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Providers__Anthropic__ApiKey"] = string.Create(CultureInfo.InvariantCulture, $"fake-{status}"),
        ["Harnesses__Fallback__Harness"] = "codex",
        ["Harnesses__Claude__MaxRetries"] = "1",
        ["Runs__MaxModelRetries"] = "1",
    };

    [Test]
    public async Task The_run_goes_on_once_with_the_other_agent_in_another_container()
    {
        var run = await Stage.RunAsync("[[fake:commit]] go on elsewhere");

        var end = await run.EndAsync();
        await run.CardSaysAsync("Pull request ready");

        var told = run.Thread.Where(message => message.AllText.Contains("Going on with", StringComparison.Ordinal)).ToList();
        var providers = (await run.TraceAsync("model_call")).Select(call => call["provider"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request ready").And.Contain("All done: I added"));
            Assert.That(run.Ends, Has.Count.EqualTo(1));
            Assert.That(told, Has.Count.EqualTo(1), "The thread is told once.");
            Assert.That(told.Select(message => message.AllText).FirstOrDefault(), Does.Contain(cause).And.Contain(code).And.Contain("Codex").And.Contain("<@U0ALICE001>"));
            Assert.That(run.Card.AllText, Does.Contain("codex").And.Contain("instead of claude"));
            Assert.That(providers, Is.EquivalentTo(new[] { "anthropic", "openai" }));
            Assert.That(await GitHub.FileAsync(Repository, run.PullRequest.HeadBranch, "hello.txt", default), Does.Contain("hello from the fake model"));
            Assert.That(await ImagesAsync(run), Is.EqualTo(new[] { "codex" }), "The first container is gone, the second is Codex's.");
        }
    }

    [Test]
    public async Task Where_the_second_provider_fails_too_the_run_fails_and_no_third_is_tried()
    {
        var scenario = string.Create(CultureInfo.InvariantCulture, $"second-fails-{status}");
        Model.Script(scenario, ModelStep.Fail(402));
        var run = await Stage.RunAsync($"[[fake:{scenario}]] fail twice");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Failed").And.Contain("ProviderOutOfCredit"));
            Assert.That(run.Thread.Count(message => message.AllText.Contains("Going on with", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(run.Ends, Has.Count.EqualTo(1));
            Assert.That(run.PullRequests, Is.Empty);
        }
    }

    [TestCase("harness=claude")]
    [TestCase("model=sonnet")]
    public async Task Where_somebody_chose_nothing_else_is_tried_and_the_way_out_is_told(string option)
    {
        var run = await Stage.RunAsync("[[fake:talk]] only with that one", $"repo={Repository} {option}");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Failed").And.Contain(code));
            Assert.That(end.AllText, Does.Contain("no other was tried").And.Contain("harness=").And.Contain("model="));
            Assert.That(run.Thread.Select(message => message.AllText), Has.None.Contains("Going on with"));
            Assert.That((await run.TraceAsync("model_call")).Select(call => call["provider"]!.GetValue<string>()), Is.All.EqualTo("anthropic"));
        }
    }

    private static async Task<IReadOnlyList<string>> ImagesAsync(AgentRun run)
    {
        var images = new List<string>();
        foreach (var container in await SandboxContainers.OfRunAsync(run.Id))
        {
            images.Add((await SandboxContainers.InspectAsync(container)).GetProperty("Config").GetProperty("Image").GetString()!.Split(':')[^1]);
        }

        return images;
    }
}
