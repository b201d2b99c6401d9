using System.Diagnostics;

namespace SlackAgents.IntegrationTests.Docker;

/// <summary>An engine and the real image, once for all tests in this folder. Without them the tests fail; they are never skipped.</summary>
[SetUpFixture]
internal sealed class DockerSetUp
{
    public const string Image = "slackagents/sandbox:latest";

    [OneTimeSetUp]
    public static async Task PrepareAsync()
    {
        await RunAsync("ensure-docker");
        await RunAsync("sandbox-image", "--tag", Image);
    }

    private static async Task RunAsync(string script, params string[] arguments)
    {
        var path = Path.Combine(RepositoryRoot(), "scripts", script);
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.Zero, $"scripts/{script} failed: {await errors}");
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "SlackAgents.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("SlackAgents.sln is in no directory above the tests.");
    }
}
