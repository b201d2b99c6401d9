using System.Diagnostics;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>Runs a program that nobody here wrote (docker, git, kill) to its end: a witness independent of the product.</summary>
internal static class ForeignProgram
{
    public static async Task<ProgramResult> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started.");
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramResult(process.ExitCode, output, await error);
    }
}
