using System.ComponentModel;
using System.Diagnostics;
using SlackAgents.Host.Composition;

namespace SlackAgents.Host.Provisioning;

/// <summary>Runs <c>scripts/sandbox-image</c>, which builds the image if something that goes into it changed.</summary>
internal sealed class SandboxImageScript(string? path)
{
    public const string RelativePath = "scripts/sandbox-image";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>The script of this checkout; a deployment without it builds its image elsewhere.</summary>
    public static SandboxImageScript Find() => new(ProjectFolder.Find(RelativePath));

    public bool Exists => path is not null;

    /// <param name="harness">The agent CLI that the image is to hold; null for what an image of this name holds.</param>
    /// <param name="engine">The engine to build on, as configured in <c>Docker:Endpoint</c>.</param>
    /// <param name="tell">Each line of progress.</param>
    /// <returns>Null when the image is there, else what went wrong.</returns>
    public async Task<string?> RunAsync(string image, string? harness, string engine, Action<string> tell, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var process = new Process { StartInfo = StartInfo(image, harness, engine) };
        var last = string.Empty;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrWhiteSpace(line.Data))
            {
                last = line.Data;
                tell(line.Data);
            }
        };
        try
        {
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0 ? null : $"The sandbox image could not be built: {last} Run {RelativePath} to see all of it.";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return $"The sandbox image was not built within {Limit.TotalMinutes:0} minutes. Run {RelativePath} to see where it waits.";
        }
        catch (Win32Exception exception)
        {
            return $"{RelativePath} cannot be started: {exception.Message} It needs bash.";
        }
    }

    private ProcessStartInfo StartInfo(string image, string? harness, string engine)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(path!);
        start.ArgumentList.Add("--tag");
        start.ArgumentList.Add(image);
        if (harness is not null)
        {
            start.ArgumentList.Add("--harness");
            start.ArgumentList.Add(harness);
        }

        start.Environment["DOCKER_HOST"] = engine;

        // The script needs neither Slack nor GitHub nor a model.
        foreach (var name in start.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal) || name.EndsWith("_API_KEY", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }
}
