using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Containers;
using SlackAgents.Docker.Engine;
using SlackAgents.Docker.Streams;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>
/// Follows a sandbox's output through cut connections and restarts of the engine, and stops when the sandbox has ended
/// and all was read.
/// </summary>
internal sealed partial class SandboxOutputReader(DockerClient client, TimeProvider time, ILogger<SandboxOutputReader> logger)
{
    /// <summary>Bytes of one line that are kept: above any event of an agent CLI but a picture.</summary>
    public const int LineLimit = 4 * 1024 * 1024;

    /// <summary>How long an engine may be away while somebody follows.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromMilliseconds(100);

    public async IAsyncEnumerable<OutputLine> ReadAsync(
        SandboxId sandbox, OutputCursor? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var tracker = new OutputCursorTracker(after);
        var lastContact = time.GetTimestamp();
        while (true)
        {
            var hasRead = false;
            // Asked before the output is opened: whatever was written by a sandbox that had ended is then in the answer.
            bool? running = await IsRunningAsync(sandbox, cancellationToken);
            if (running is { } isRunning)
            {
                lastContact = time.GetTimestamp();
                tracker.Restart();
                var assembler = new OutputLineAssembler(LineLimit);
                var completed = new List<AssembledLine>();
                await using var pass = new OutputPass(client, sandbox, tracker.Since, follow: isRunning);
                while (await pass.ReadAsync(assembler, completed, cancellationToken))
                {
                    foreach (var line in Accept(completed, tracker, assembler))
                    {
                        hasRead = true;
                        yield return line;
                    }
                }

                if (pass.Failure is { } failure)
                {
                    Log.OutputWasCut(logger, sandbox, failure.Message);
                }
                else if (!isRunning)
                {
                    assembler.Flush(completed);
                    foreach (var line in Accept(completed, tracker, assembler))
                    {
                        yield return line;
                    }

                    yield break;
                }
            }

            if (time.GetElapsedTime(lastContact) > Patience)
            {
                throw new SandboxException(
                    SandboxFailure.EngineUnreachable,
                    $"The Docker engine at {client.Endpoint} has not answered for {Patience.TotalMinutes:0} minutes. Start it (scripts/ensure-docker).");
            }

            // A proper end after output is mostly the end of the turn: look at once. All else is asked for again more slowly.
            if (hasRead)
            {
                continue;
            }

            await Task.Delay(ReconnectDelay, time, cancellationToken);
        }
    }

    private static IEnumerable<OutputLine> Accept(List<AssembledLine> completed, OutputCursorTracker tracker, OutputLineAssembler assembler)
    {
        foreach (var line in completed)
        {
            if (tracker.Accept(line.Time, assembler.OldestOpen) is { } cursor)
            {
                yield return new OutputLine(cursor, line.IsError, line.Text, line.WasCut);
            }
        }

        completed.Clear();
    }

    /// <returns>Null while the engine does not answer.</returns>
    private async Task<bool?> IsRunningAsync(SandboxId sandbox, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.Containers.InspectContainerAsync(sandbox.Value, size: false, cancellationToken)).State.Running;
        }
        catch (DockerUnreachableException exception)
        {
            Log.OutputWasCut(logger, sandbox, exception.Message);
            return null;
        }
    }

    /// <summary>One opening of the output, to its end or to the first failure.</summary>
    private sealed class OutputPass(DockerClient client, SandboxId sandbox, EngineTime? since, bool follow) : IAsyncDisposable
    {
        private MultiplexedStream? _stream;

        /// <value>Why the pass ended early; null if the engine ended it properly.</value>
        public Exception? Failure { get; private set; }

        /// <returns>False at the end.</returns>
        public async Task<bool> ReadAsync(OutputLineAssembler assembler, ICollection<AssembledLine> completed, CancellationToken cancellationToken)
        {
            try
            {
                _stream ??= await client.Containers.GetContainerLogsAsync(
                    sandbox.Value, new ContainerLogsParameters(follow, since?.ToSince()), cancellationToken);
                if (await _stream.ReadFrameAsync(cancellationToken) is not { } frame)
                {
                    return false;
                }

                if (frame.Target == StreamTarget.SystemError)
                {
                    throw new InvalidDataException("The engine could not read the output: " + System.Text.Encoding.UTF8.GetString(frame.Payload.Span));
                }

                assembler.Add(frame, completed);
                return true;
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or DockerUnreachableException)
            {
                Failure = exception;
                return false;
            }
        }

        public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "The output of sandbox {Sandbox} was cut ({Reason}); it is asked for again")]
        public static partial void OutputWasCut(ILogger logger, SandboxId sandbox, string reason);
    }
}
