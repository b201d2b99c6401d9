using System.Globalization;
using System.Threading.Channels;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Testing.Fakes;

/// <summary>One container of the <see cref="FakeSandboxEngine"/>: keeps every line it ever printed, as json-file logs do.</summary>
internal sealed class FakeSandbox(SandboxId id, SandboxSpec spec, FakeGateway gateway, DateTimeOffset createdAt)
{
    private static int _made;

    private readonly Lock _gate = new();
    private readonly int _number = Interlocked.Increment(ref _made); // part of the timestamps: no two sandboxes print at the same time
    private readonly List<OutputLine> _lines = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Channel<string> _input = Channel.CreateUnbounded<string>();
    private readonly List<CancellationTokenSource> _kills = []; // one per start, none with a timer

    public SandboxId Id => id;

    public RunId Run => spec.Run;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>What was imported into it last; null when nothing was.</summary>
    public string? Imported { get; set; }

    /// <summary>Files that can be copied out, by absolute path.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public SandboxState State { get; private set; } = SandboxState.Created;

    public int Starts { get; private set; }

    public int? ExitCode { get; private set; }

    public bool OutOfMemory { get; set; }

    public long WrittenBytes { get; set; }

    /// <summary>Every line that the host wrote, over all turns.</summary>
    public List<string> Inputs { get; } = [];

    public void Start(Func<FakeTurn, Task<int>> agent)
    {
        lock (_gate)
        {
            if (State == SandboxState.Running)
            {
                return;
            }

            State = SandboxState.Running;
            Starts++;
            _input = Channel.CreateUnbounded<string>();
            _kills.Add(new CancellationTokenSource());
        }

        _ = Task.Run(() => RunAsync(agent));
    }

    public void Write(string line)
    {
        lock (_gate)
        {
            if (State != SandboxState.Running)
            {
                throw new SandboxException(SandboxFailure.Refused, "The container is not running.");
            }

            Inputs.Add(line);
            _input.Writer.TryWrite(line);
        }
    }

    public void Kill()
    {
        lock (_gate)
        {
            _kills.ForEach(kill => kill.Cancel());
        }
    }

    /// <summary>Returns when it does not run any more.</summary>
    public async Task EndedAsync()
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (State != SandboxState.Running)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed;
        }
    }

    public void Vanish()
    {
        Kill();
        End(null, SandboxState.Missing);
    }

    public async IAsyncEnumerable<OutputLine> ReadAsync(OutputCursor? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = after is null ? 0 : int.Parse(after.Timestamp[(after.Timestamp.IndexOf('.', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        while (true)
        {
            OutputLine? line = null;
            Task changed;
            lock (_gate)
            {
                changed = _changed.Task;
                if (next < _lines.Count)
                {
                    line = _lines[next++];
                }
                else if (State == SandboxState.Missing)
                {
                    throw new SandboxException(SandboxFailure.Missing, "The sandbox is gone.");
                }
                else if (State != SandboxState.Running)
                {
                    yield break;
                }
            }

            if (line is not null)
            {
                yield return line;
            }
            else
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
    }

    private async Task RunAsync(Func<FakeTurn, Task<int>> agent)
    {
        var killed = _kills[^1].Token;
        var turn = new FakeTurn(spec.RunDirectory, gateway.Of(spec.Run), () => gateway.Find(spec.Run), Print, _input.Reader, killed);
        Step("turn", turn.Workspace["turn"]);
        int code;
        try
        {
            code = await agent(turn);
        }
        catch (OperationCanceledException) when (killed.IsCancellationRequested)
        {
            code = 143;
        }
        catch (Exception exception)
        {
            // A program that meets a closed door ends with an error, as the real one does.
            Print($"the agent ended: {exception.Message}");
            code = 1;
        }

        Print($$"""{"type":"slackagents.exit","code":{{code}},"signal":null,"stopped":false,"pushed":true,"commits":1}""");
        End(code, SandboxState.Exited);
    }

    private void Step(string step, string detail)
    {
        Print($$"""{"type":"slackagents.step","step":"{{step}}","state":"started","ms":0,"detail":""}""");
        Print($$"""{"type":"slackagents.step","step":"{{step}}","state":"completed","ms":1,"detail":"{{detail}}"}""");
    }

    private void Print(string text)
    {
        lock (_gate)
        {
            _lines.Add(new OutputLine(new OutputCursor(string.Create(CultureInfo.InvariantCulture, $"t{_number:D9}.{_lines.Count + 1:D9}"), 1), IsError: false, text, WasCut: false));
            Pulse();
        }
    }

    private void End(int? code, SandboxState state)
    {
        lock (_gate)
        {
            if (State == SandboxState.Running)
            {
                ExitCode = code;
                State = state;
                Pulse();
            }
        }
    }

    private void Pulse()
    {
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }
}
