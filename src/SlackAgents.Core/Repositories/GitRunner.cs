using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Repositories;

/// <summary>
/// Runs the git CLI: clean environment, argument lists, bounded output and time, the whole process tree killed when
/// the call is cancelled, and no secret in what is handed back.
/// </summary>
internal sealed partial class GitRunner(IOptions<GitOptions> options, RepositoryStorage storage, TimeProvider time, ILogger<GitRunner> logger)
{
    private const int ErrorTail = 8 * 1024;

    /// <summary>Runs a command and returns its output.</summary>
    /// <exception cref="GitException">It could not be started, said too much, ran out of time, or ended with a code that is no answer.</exception>
    public async Task<GitResult> RunAsync(GitCommand command, CancellationToken cancellationToken)
    {
        var buffer = new MemoryStream();
        var (exitCode, errors) = await StreamAsync(command, (output, token) => CopyAsync(output, buffer, command, token), cancellationToken);
        return new GitResult(exitCode, Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length), errors);
    }

    /// <summary>Runs a command and hands its standard output to <paramref name="read"/> while it runs.</summary>
    /// <exception cref="GitException">As with <see cref="RunAsync"/>.</exception>
    public async Task<(int ExitCode, string Errors)> StreamAsync(
        GitCommand command, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        using var process = Start(command);
        using var limit = new CancellationTokenSource(command.Timeout ?? options.Value.LocalTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var started = time.GetTimestamp();
        var errors = new OutputTail(ErrorTail);
        try
        {
            // All pipes are served at once: a process blocks on whichever fills up.
            await Task.WhenAll(
                WriteInputAsync(process, command.Input, either.Token),
                errors.ReadAsync(process.StandardError.BaseStream, either.Token),
                ReadOutputAsync(process, read, either.Token));
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new GitException(command.Verb, null, Redact(errors.ToString(), command), timedOut: true);
        }
        finally
        {
            Kill(process);
        }

        var text = Redact(errors.ToString(), command);
        Log.Ran(logger, command.Verb, process.ExitCode, time.GetElapsedTime(started).TotalMilliseconds);
        return command.AnswerCodes.Contains(process.ExitCode)
            ? (process.ExitCode, text)
            : throw new GitException(command.Verb, process.ExitCode, text);
    }

    /// <summary>What keeps git from being used, as a sentence with the next step; null when all is well.</summary>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await RunAsync(new GitCommand("version"), cancellationToken);
            var version = result.Output.Trim().Split(' ').ElementAtOrDefault(2)?.Split('.');
            return version is [var major, var minor, ..] && int.TryParse(major, out var x) && int.TryParse(minor, out var y) && (x, y).CompareTo((2, 31)) >= 0
                ? null
                : $"git is too old ('{result.Output.Trim()}'). Install git 2.31 or newer, or set Git:Executable.";
        }
        catch (GitException exception)
        {
            return $"git does not run: {exception.Verdict}";
        }
    }

    private Process Start(GitCommand command)
    {
        // Created here and not at start-up: somebody may clean the data directory while we run.
        Directory.CreateDirectory(storage.GitHome);
        var start = new ProcessStartInfo(options.Value.Executable, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = storage.GitHome,
        };
        GitEnvironment.Apply(start, storage.GitHome, command.Credential);
        if (command.Repository is not null)
        {
            start.Environment["GIT_DIR"] = command.Repository;
        }

        try
        {
            return Process.Start(start) ?? throw new GitException(command.Verb, null, "the process did not start");
        }
        catch (Win32Exception exception)
        {
            throw new GitException(command.Verb, null, $"'{options.Value.Executable}' could not be started ({exception.Message}). Install git, or set Git:Executable.");
        }
    }

    private static async Task WriteInputAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input ?? ""), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything (a broken pipe): its exit code and its errors say why.
            await process.StandardInput.BaseStream.DisposeAsync();
        }
    }

    /// <summary>A reader that gives up would leave the process blocked on a full pipe, and us waiting for its errors: end it.</summary>
    private static async Task ReadOutputAsync(Process process, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        var complete = false;
        try
        {
            await read(process.StandardOutput.BaseStream, cancellationToken);
            complete = true;
        }
        finally
        {
            if (!complete)
            {
                Kill(process);
            }
        }
    }

    private static async Task CopyAsync(Stream output, MemoryStream buffer, GitCommand command, CancellationToken cancellationToken)
    {
        var chunk = new byte[16 * 1024];
        int count;
        while ((count = await output.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + count > command.MaxOutputBytes)
            {
                throw new GitException(command.Verb, null, $"more than {command.MaxOutputBytes} bytes of output") { SaidTooMuch = true };
            }

            await buffer.WriteAsync(chunk.AsMemory(0, count), cancellationToken);
        }
    }

    /// <summary>Also the children (<c>git-remote-https</c>, <c>index-pack</c>): they hold the credential and the pack.</summary>
    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the two lines: what was wanted.
        }
    }

    private static string Redact(string text, GitCommand command) =>
        command.Credential is { } credential
            ? credential.Secrets.Aggregate(text, (current, secret) => current.Replace(secret, "***", StringComparison.Ordinal))
            : text;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "git {Verb} ended with {ExitCode} after {Milliseconds} ms")]
        public static partial void Ran(ILogger logger, string verb, int exitCode, double milliseconds);
    }
}
