using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>
/// The standard input of one turn's harness. One line at a time, and nothing after its end: what is written then would
/// be read by nobody, and whoever wrote it would believe that it was said.
/// </summary>
internal sealed class TurnInput(ISandboxEngine engine, SandboxId sandbox) : IDisposable
{
    /// <summary>Ends the harness's input; <c>src/sandbox/turn</c> takes it out of the stream.</summary>
    private const string EndOfInput = """{"type":"slackagents.end"}""";

    private readonly SemaphoreSlim _one = new(1, 1);
    private bool _ended; // under _one

    public SandboxId Sandbox => sandbox;

    /// <summary>False when the input has ended, and nothing was written.</summary>
    public async Task<bool> WriteAsync(string line, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!_ended)
            {
                await engine.WriteInputAsync(sandbox, line, cancellationToken);
            }

            return !_ended;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Ends it; a second time the end is only written again.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _ended = true;
            await engine.WriteInputAsync(sandbox, EndOfInput, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
