using System.Diagnostics;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>Runs programs the way an agent in a sandbox would: nothing of this machine's configuration, no terminal.</summary>
internal static class Shell
{
    public static async Task<ShellResult> RunAsync(string directory, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = directory,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = directory;
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_TRACE_PACKET"] = Array.Exists(arguments, argument => argument == "ls-remote") ? "1" : "0";
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "Agent";
            start.Environment[$"GIT_{role}_EMAIL"] = "agent@example.test";
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new ShellResult(process.ExitCode, await output + await errors);
    }

    public static async Task<string> MustAsync(string directory, string program, params string[] arguments)
    {
        var result = await RunAsync(directory, program, arguments);
        Assert.That(result.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}: {result.Text}");
        return result.Text;
    }
}

internal sealed record ShellResult(int ExitCode, string Text);
