using System.Diagnostics;

namespace SlackAgents.Benchmarks.Stage;

/// <summary>Runs a program to its end and takes the time.</summary>
internal static class Shell
{
    /// <param name="program">A name that the path knows, or an absolute path: a relative one would not be looked up in <paramref name="folder"/>.</param>
    /// <exception cref="BenchException">It ended with another code than 0.</exception>
    public static Task<(TimeSpan Elapsed, string Output)> RunAsync(string? folder, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken, params ReadOnlySpan<(string Name, string Value)> environment) =>
        RunAsync(Start(folder, program, arguments, environment), cancellationToken);

    private static ProcessStartInfo Start(string? folder, string program, IReadOnlyList<string> arguments, ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? string.Empty };
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["NO_PROXY"] = "127.0.0.1,localhost";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task<(TimeSpan Elapsed, string Output)> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start) ?? throw new BenchException($"{start.FileName} could not be started.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var elapsed = TimeProvider.System.GetElapsedTime(began);
            return process.ExitCode == 0
                ? (elapsed, await output)
                : throw new BenchException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {Tail(await errors)}{Tail(await output)}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Tail(string text) => text.Length <= 1000 ? text : text[^1000..];
}
