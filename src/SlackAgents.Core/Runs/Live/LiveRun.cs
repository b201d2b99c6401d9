using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Live;

/// <summary>
/// A run that a worker of this process holds: its progress, its meter, and the way to stop it. All of it can be rebuilt
/// from the store, so it dies with the process.
/// </summary>
internal sealed class LiveRun(RunId id, RunsOptions limits, TraceWriter trace, TimeProvider time) : IGatewayObserver, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private volatile RunProgress _progress = RunProgress.Starting(time.GetUtcNow());
    private RunUsage _usage = RunUsage.None; // under _gate: gateway connections add, the worker reads
    private volatile IAsyncDisposable? _door;

    public RunId Id { get; } = id;

    /// <summary>Number of the current turn, for events of the gateway.</summary>
    public int Turn { get; set; } = 1;

    public RunProgress Progress => _progress;

    /// <summary>Raised when a limit of the run is used up; the worker stops the turn.</summary>
    public event Action<ReasonCode>? LimitReached;

    /// <summary>Cancelled when the run is to stop: by a person or by a limit.</summary>
    public CancellationToken Stopping => _stop.Token;

    public RunUsage Usage
    {
        get
        {
            lock (_gate)
            {
                return _usage;
            }
        }
    }

    /// <summary>The turn's door; owned here so that it stays open from preparation to the end of the turn.</summary>
    public IAsyncDisposable? Door
    {
        get => _door;
        set => _door = value;
    }

    public void RequestStop() => _stop.Cancel();

    public void Restore(RunUsage usage)
    {
        lock (_gate)
        {
            _usage = usage;
        }
    }

    public void Enter(string step) => _progress = _progress with { Step = step, StepSince = time.GetUtcNow(), Activity = null };

    /// <summary>Takes what is worth showing from an event of the harness.</summary>
    public void Follow(TraceEvent what)
    {
        _progress = what switch
        {
            ToolCallEvent call => _progress with { Activity = call.Summary ?? call.Tool },
            TextEvent text => _progress with { Activity = FirstLine(text.Text) },
            RetryEvent retry => _progress with { Activity = $"model call failed ({retry.HttpStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? retry.Error}), attempt {retry.Attempt} of {retry.MaxAttempts}" },
            TodoEvent todo => _progress with { Todo = todo.Items },
            _ => _progress,
        };
    }

    public string? RefuseModelCall() => ReachedLimit() switch
    {
        ReasonCode.CostLimit => $"This run has used its budget of {limits.MaxCostUsd:0.00} US dollars.",
        ReasonCode.TokenLimit => $"This run has used its {limits.MaxTokens} tokens.",
        _ => Stopping.IsCancellationRequested ? "This run is being stopped." : null,
    };

    public void Observe(TraceEvent what)
    {
        trace.Write(Id, new TraceEntry(Turn, time.GetUtcNow(), what));
        if (what is not ModelCallEvent call)
        {
            return;
        }

        lock (_gate)
        {
            _usage = _usage.Add(UsageOf(call));
        }

        if (ReachedLimit() is { } reason)
        {
            LimitReached?.Invoke(reason);
        }
    }

    public static RunUsage UsageOf(ModelCallEvent call) =>
        new(call.InputTokens + call.CacheWriteTokens, call.CachedInputTokens, call.OutputTokens, call.CostUsd, 1);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _door, null) is { } door)
        {
            await door.DisposeAsync();
        }

        _stop.Dispose();
    }

    private ReasonCode? ReachedLimit()
    {
        var usage = Usage;
        return usage.CostUsd >= limits.MaxCostUsd ? ReasonCode.CostLimit
            : usage.TotalTokens >= limits.MaxTokens ? ReasonCode.TokenLimit
            : null;
    }

    private static string FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return line.Length > 140 ? string.Concat(line[..139], "…") : line.ToString();
    }
}
