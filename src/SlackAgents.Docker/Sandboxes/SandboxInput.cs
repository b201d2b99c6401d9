using System.Collections.Concurrent;
using System.Text;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Engine;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>
/// Writes lines to the main process of a sandbox, one after the other. Each line is a short attachment that ends when the
/// engine has copied all of it; two at the same time could be mixed in the pipe.
/// </summary>
internal sealed class SandboxInput(DockerClient client, TimeProvider time)
{
    /// <summary>More than a steering message with its context; less than what would fill an engine's memory.</summary>
    private const int LineLimit = 1024 * 1024;

    /// <summary>A process that does not read fills its pipe (64 kB), and then the engine waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<SandboxId, SemaphoreSlim> _turns = new();

    public async Task WriteAsync(SandboxId sandbox, string line, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        if (bytes.Length > LineLimit || line.AsSpan().ContainsAny('\n', '\r'))
        {
            throw new ArgumentException("Input is one line of at most 1 MiB.", nameof(line));
        }

        var turn = _turns.GetOrAdd(sandbox, _ => new SemaphoreSlim(1, 1));
        using var limit = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await turn.WaitAsync(linked.Token);
            try
            {
                await WriteAsync(sandbox, bytes, linked.Token);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException(
                SandboxFailure.Refused, $"The agent did not read its input for {Patience.TotalSeconds:0} s. Stop the run, or wait for its turn to end.", exception);
        }
    }

    /// <summary>Forgets a sandbox that was removed.</summary>
    public void Forget(SandboxId sandbox) => _turns.TryRemove(sandbox, out _);

    private async Task WriteAsync(SandboxId sandbox, byte[] bytes, CancellationToken cancellationToken)
    {
        // The engine accepts an attachment to a container that does not run and lets it wait for the next start.
        var state = (await client.Containers.InspectContainerAsync(sandbox.Value, size: false, cancellationToken)).State;
        if (!state.Running)
        {
            throw new SandboxException(SandboxFailure.Refused, "The agent's turn has ended; it takes no input now. Start a follow-up instead.");
        }

        using var stream = await client.Containers.AttachContainerAsync(sandbox.Value, cancellationToken);
        try
        {
            await stream.WriteAsync(bytes, cancellationToken);
            await stream.CloseWriteAndDrainAsync(cancellationToken);
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            throw new SandboxException(SandboxFailure.Refused, "The agent's turn ended while the input was written.", exception);
        }
    }
}
