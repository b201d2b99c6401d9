using System.Diagnostics;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground;

namespace SlackAgents.EndToEndTests.Runs;

/// <summary>The verb that an operator runs when something is wrong, with everything right and with one thing wrong.</summary>
internal sealed class DoctorTests
{
    [Test]
    public async Task Finds_nothing_wrong_with_a_complete_installation()
    {
        var (code, output) = await ExamineAsync(settings => settings);

        Assert.That(code, Is.Zero, output);
        Assert.That(output, Does.Contain("✓").And.Not.Contain("✗"));
    }

    [Test]
    public async Task Names_what_is_wrong_and_the_fix()
    {
        var (code, output) = await ExamineAsync(settings =>
        {
            settings["Slack__BotToken"] = "xox" + "b-of-another-workspace";
            return settings;
        });

        Assert.That(code, Is.EqualTo(1), output);
        Assert.That(output, Does.Contain("✗ auth.test").And.Contain("set Slack__BotToken"));
    }

    private static async Task<(int Code, string Output)> ExamineAsync(Func<Dictionary<string, string>, Dictionary<string, string>> change)
    {
        using var folder = new SlackAgents.Testing.TempDirectory();
        await using var playground = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = folder.Combine("stand-ins") }, CancellationToken.None);
        playground.Slack.AddScope("mpim:read");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SlackAgents.Host.dll"), "doctor"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (key, value) in change(StageSettings.For(playground, folder.Combine("data"))))
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
