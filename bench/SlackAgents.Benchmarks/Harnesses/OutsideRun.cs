using System.Diagnostics;
using System.Globalization;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Harnesses;
using SlackAgents.Playground;

namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>The same task without the product: clone, agent CLI, push. No container, no gateway, no pull request.</summary>
internal sealed class OutsideRun(OutsideCli cli, PlaygroundServer playground)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string _remote = Remote(playground);
    private int _number;

    public async Task<OutsideSample> RunAsync(PlainCommand command, HarnessLaunch launch, HarnessTurn turn, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bench-{++_number}-{Guid.NewGuid():N}");
        var home = await cli.NewHomeAsync(name, cancellationToken);
        var workspace = Path.Combine(cli.Folder, "workspaces", name);
        var led = cli.Lead(command, turn, playground.BaseUrl, playground.AnthropicApiKey);
        foreach (var (file, content) in led.Files)
        {
            var path = Path.Combine(home, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content, cancellationToken);
        }

        var (clone, _) = await Shell.RunAsync(null, "git", ["clone", "--quiet", "-c", "user.name=bench", "-c", "user.email=bench@localhost", _remote, workspace], cancellationToken);
        await Shell.RunAsync(workspace, "git", ["checkout", "--quiet", "-b", name], cancellationToken);
        var environment = cli.Environment(launch, turn, playground.BaseUrl, playground.AnthropicApiKey, home);
        var (first, closing, process) = await RunCliAsync(led, workspace, environment, cancellationToken);
        var (push, _) = await Shell.RunAsync(workspace, "git", ["push", "--quiet", "origin", "HEAD:refs/heads/" + name], cancellationToken);
        if (await playground.GitHub.FileAsync("acme/widgets", name, "hello.txt", cancellationToken) is null)
        {
            throw new BenchException($"{led.Arguments[0]} ended outside without the commit that it was to make.");
        }

        Directory.Delete(home, recursive: true);
        Directory.Delete(workspace, recursive: true);
        return new OutsideSample(clone, first, closing, process, push);
    }

    private async Task<(TimeSpan FirstLine, TimeSpan Closing, TimeSpan All)> RunCliAsync(PlainCommand command, string workspace, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.Combine(cli.Folder, "bin", command.Arguments[0]), command.Arguments.Skip(1))
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = workspace,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var began = TimeProvider.System.GetTimestamp();
        using var process = Process.Start(start) ?? throw new BenchException($"{start.FileName} could not be started.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var (first, last) = await TalkAsync(process, command.Input, began, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var all = TimeProvider.System.GetElapsedTime(began);
            var said = await errors;
            return process.ExitCode == 0 ? (first, all - last, all) : throw new BenchException($"{command.Arguments[0]} ended outside with {process.ExitCode}: {said[Math.Max(0, said.Length - 1000)..]}");
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"{command.Arguments[0]} did not end outside within {Limit.TotalMinutes:0} minutes.", exception);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Gives it its input and reads it to its end. What reads its input ends after the turn when nothing more comes.</summary>
    private static async Task<(TimeSpan First, TimeSpan Last)> TalkAsync(Process process, string input, long began, CancellationToken cancellationToken)
    {
        TimeSpan? first = null;
        var last = TimeSpan.Zero;
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
        process.StandardInput.Close();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is not null)
        {
            last = TimeProvider.System.GetElapsedTime(began);
            first ??= last;
        }

        return (first ?? last, last);
    }

    private static string Remote(PlaygroundServer playground)
    {
        var permissions = new Dictionary<string, string>(StringComparer.Ordinal) { ["contents"] = "write", ["metadata"] = "read" };
        var token = playground.GitHub.State.Tokens.Mint(null, permissions);
        return $"{playground.GitHubGitUrl.Replace("://", $"://x-access-token:{token.Token}@", StringComparison.Ordinal)}/acme/widgets.git";
    }
}
