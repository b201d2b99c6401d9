using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Testing;

namespace SlackAgents.EndToEndTests;

/// <summary>An engine and the real image, once for everything. Without them the tests fail; they are never skipped.</summary>
[SetUpFixture]
internal sealed class StageSetUp
{
    [OneTimeSetUp]
    public static async Task PrepareAsync()
    {
        await RunAsync("ensure-docker");
        await RunAsync("sandbox-image");
        foreach (var harness in new[] { "codex", "gemini", "opencode", "copilot", "qwen" })
        {
            await RunAsync("sandbox-image", "--harness", harness);
        }
    }

    private static async Task RunAsync(string script, params string[] arguments)
    {
        var result = await ForeignProgram.RunAsync(Path.Combine(RepositoryRoot.Path, "scripts", script), arguments);

        Assert.That(result.ExitCode, Is.Zero, $"scripts/{script} failed: {result.Error}");
    }
}
