using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SlackAgents.Gateway.Git;

/// <summary>
/// Runs git on the host with an environment of its own: no user or system configuration, no hooks, no prompts, no
/// credentials. Nothing that a repository holds is executed.
/// </summary>
internal sealed partial class GitProcess(IOptions<GatewayOptions> options, TimeProvider time, ILogger<GitProcess> logger)
{
    private const int ErrorTail = 4096;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly (string Key, string Value)[] Always =
    [
        ("safe.directory", "*"),
        ("core.hooksPath", "/dev/null"),
        ("core.fsmonitor", "false"),
        ("gc.auto", "0"),
        ("maintenance.auto", "false"),
    ];

    /// <summary>Runs to the end. Input and output flow at the same time; output is passed on as it comes.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="Win32Exception">git could not be started.</exception>
    /// <exception cref="TimeoutException">The time limit of one request was reached.</exception>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public async Task<int> RunAsync(GitCommand command, Stream input, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> output, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.GitTimeout, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var process = new Process { StartInfo = StartInfo(command) };
        process.Start();
        var errors = ReadErrorsAsync(process.StandardError.BaseStream);
        var feeding = FeedAsync(input, process.StandardInput.BaseStream, ending);
        try
        {
            await PumpAsync(process.StandardOutput.BaseStream, output, ending.Token);
            await feeding;
            await process.WaitForExitAsync(ending.Token);
        }
        catch (OperationCanceledException error) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("git took longer than a request may take.", error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The body broke, which ended the process: its own error is the one to tell.
            await feeding;
            throw;
        }
        finally
        {
            await EndAsync(process);
            await ending.CancelAsync();
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Code 1 without a word is git's "no" to a question, not a failure.
        if (process.ExitCode != 0 && await errors is var said && (process.ExitCode != 1 || said.Length > 0))
        {
            Log.GitFailed(logger, string.Join(' ', command.Arguments), process.ExitCode, said);
        }

        return process.ExitCode;
    }

    private ProcessStartInfo StartInfo(GitCommand command)
    {
        var start = new ProcessStartInfo(options.Value.GitProgram, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };

        var environment = start.Environment;
        environment.TryGetValue("PATH", out var path);
        environment.Clear();
        environment["PATH"] = path ?? "/usr/local/bin:/usr/bin:/bin";
        environment["HOME"] = "/nonexistent";
        environment["LC_ALL"] = "C";
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        if (command.Protocol is not null)
        {
            environment["GIT_PROTOCOL"] = command.Protocol;
        }

        var config = Always.Concat(command.Config).ToList();
        environment["GIT_CONFIG_COUNT"] = config.Count.ToString(CultureInfo.InvariantCulture);
        for (var at = 0; at < config.Count; at++)
        {
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{at}")] = config[at].Key;
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{at}")] = config[at].Value;
        }

        return start;
    }

    private static async Task PumpAsync(Stream from, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> to, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await to(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <summary>
    /// Passes the body on. When git stops reading, the rest is read and dropped, so that the client gets to read the answer.
    /// A body that breaks ends the process, and the error goes to whoever awaits this.
    /// </summary>
    private static async Task FeedAsync(Stream from, Stream to, CancellationTokenSource ending)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            var isOpen = true;
            int read;
            while ((read = await from.ReadAsync(buffer, ending.Token)) > 0)
            {
                isOpen = isOpen && await TryWriteAsync(to, buffer.AsMemory(0, read), ending.Token);
            }
        }
        catch
        {
            await ending.CancelAsync();
            throw;
        }
        finally
        {
            await CloseAsync(to);
        }
    }

    private static async Task<bool> TryWriteAsync(Stream to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await to.WriteAsync(bytes, cancellationToken);
            await to.FlushAsync(cancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task CloseAsync(Stream to)
    {
        try
        {
            await to.DisposeAsync();
        }
        catch (IOException)
        {
            // The other end went first: it is closed all the same.
            return;
        }
    }

    private static async Task<string> ReadErrorsAsync(Stream from)
    {
        var tail = new byte[ErrorTail];
        var filled = 0;
        var buffer = new byte[1024];
        int read;
        while ((read = await from.ReadAsync(buffer, CancellationToken.None)) > 0)
        {
            var kept = Math.Min(read, tail.Length - filled);
            buffer.AsSpan(0, kept).CopyTo(tail.AsSpan(filled));
            filled += kept;
        }

        return Encoding.UTF8.GetString(tail, 0, filled).Trim();
    }

    /// <summary>Its input closed, git cleans up its half-received pack and ends by itself; killed, it would leave it behind.</summary>
    private async Task EndAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        await CloseAsync(process.StandardInput.BaseStream);
        await CloseAsync(process.StandardOutput.BaseStream);
        using var grace = new CancellationTokenSource(Grace, time);
        try
        {
            await process.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException) when (grace.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3040, LogLevel.Warning, "git {Command} ended with {ExitCode}: {Errors}")]
        public static partial void GitFailed(ILogger logger, string command, int exitCode, string errors);
    }
}
