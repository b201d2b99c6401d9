using SlackAgents.Core.Ids;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Scheduling;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Live;

/// <summary>
/// A run that a worker of this process holds: its progress, its meter, and the way to stop it. All of it can be rebuilt
/// from the store, so it dies with the process.
/// </summary>
internal sealed class LiveRun(RunId id, RunsOptions limits, TraceWriter trace, ModelPulse pulse, TimeProvider time) : IGatewayObserver, IAsyncDisposable
{
    /// <summary>Of a text in pieces: more than is shown of it.</summary>
    private const int MaxPieces = 400;

    private const int MaxOpenItems = 10;

    private readonly Lock _gate = new();
    private CancellationTokenSource _stop = new(); // under _gate
    private int _seenVersion; // under _gate: of the stored run, as the worker saw it last
    private int _stopVersion; // under _gate: of the stored run that a stop was heard with
    private volatile RunProgress _progress = RunProgress.Starting(time.GetUtcNow());
    private RunUsage _usage = RunUsage.None; // under _gate: gateway connections add, the worker reads
    private volatile IAsyncDisposable? _door;
    private readonly ProviderTroubles _troubles = new(limits.MaxModelRetries);
    private int _waitsForPeople;
    private readonly CommandChecks _checks = new();
    private int _refusedRequests; // of this turn
    private string _pieces = string.Empty; // of the text that is being said; only the reading loop touches it

    public RunId Id { get; } = id;

    /// <summary>What is done for the run, and how long it takes.</summary>
    public StepClock Steps { get; } = new(id, trace, time);

    /// <summary>Number of the current turn, for events of the gateway.</summary>
    public int Turn
    {
        get => Steps.Turn;
        set => Steps.Turn = value;
    }

    public RunProgress Progress => _progress;

    /// <summary>Raised when the stored run changed: there may be something to say to the agent.</summary>
    public Wakeup News { get; } = new();

    /// <summary>Raised when a limit of the run is used up; the worker stops the turn.</summary>
    public event Action<ReasonCode>? LimitReached;

    /// <summary>Cancelled when the run is to stop, by a person or by a limit. Good for one step: the next one asks again.</summary>
    public CancellationToken Stopping
    {
        get
        {
            lock (_gate)
            {
                return _stop.Token;
            }
        }
    }

    /// <summary>The limit of the run that is used up, by this turn or by an earlier one; null while there is room.</summary>
    public ReasonCode? UsedUp
    {
        get
        {
            var usage = Usage;
            return usage.CostUsd >= limits.MaxCostUsd ? ReasonCode.CostLimit
                : usage.TotalTokens >= limits.MaxTokens ? ReasonCode.TokenLimit
                : null;
        }
    }

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

    /// <summary>
    /// The worker looked at the stored run. Where that is not stopping, an older stop is over (a limit's stop is followed
    /// by publishing); a stop that was stored after this look counts.
    /// </summary>
    public void Saw(Run run)
    {
        lock (_gate)
        {
            _seenVersion = run.Version;
            if (Turn != run.Turn)
            {
                Steps.Leave();
                Turn = run.Turn;
                _troubles.Reset();
                _checks.Reset();
                _refusedRequests = 0;
                _progress = RunProgress.Starting(time.GetUtcNow());
            }

            if (run.State == RunState.Stopping)
            {
                _stop.Cancel();
            }
            else if (_stop.IsCancellationRequested && _stopVersion <= run.Version)
            {
                _stop = new CancellationTokenSource();
            }
        }
    }

    /// <summary>A stop was stored. One that the worker has left behind already is late and does nothing.</summary>
    public void RequestStop(Run stopping)
    {
        lock (_gate)
        {
            if (stopping.Version >= _seenVersion)
            {
                _stopVersion = stopping.Version;
                _stop.Cancel();
            }
        }
    }

    public void Restore(RunUsage usage)
    {
        lock (_gate)
        {
            _usage = usage;
        }
    }

    /// <summary>The next part of the work: what the card shows, and a step of the trace.</summary>
    public void Enter(RunPhase phase)
    {
        var now = time.GetUtcNow();
        var before = _progress;
        var known = before.Step == phase.Text ? before.LastKnown : $"{before.Step} took {(int)(now - before.StepSince).TotalSeconds} s";
        _progress = before with { Step = phase.Text, StepSince = now, Activity = null, LastKnown = known };
        Steps.Enter(phase);
    }

    /// <summary>The next part of making everything ready.</summary>
    public void Enter(PreparePhase phase) => Enter(RunPhase.Of(phase));

    /// <summary>Takes what is worth showing from an event of the harness.</summary>
    public void Follow(TraceEvent what)
    {
        _checks.Follow(what);
        _pieces = what is TextEvent { Partial: true } piece ? Bounded(_pieces + piece.Text) : string.Empty;
        // What the sandbox's own launcher says is no word of the agent.
        var heard = what is StepEvent or NoticeEvent { Topic: "sandbox" } ? _progress : _progress with { HeardAt = time.GetUtcNow() };
        _progress = what switch
        {
            ToolCallEvent call => heard with { Activity = call.Summary ?? call.Tool },
            TextEvent text => heard with { Activity = FirstLine(text.Partial == true ? _pieces : text.Text) },
            FileChangeEvent change => heard with { Activity = $"{Verb(change.Change)} {FirstLine(change.Path)}" },
            RetryEvent retry => heard with { Activity = $"model call failed ({retry.HttpStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? retry.Error}), attempt {retry.Attempt} of {retry.MaxAttempts}" },
            TodoEvent todo => heard with { Todo = todo.Items },
            StepEvent step => heard with { LastKnown = FirstLine($"{step.Step} {step.State} {step.Detail}") },
            _ => heard,
        };
    }

    /// <summary>What this turn left besides its commits and its answer, as far as it is known now.</summary>
    public TurnReport Report()
    {
        var progress = _progress;
        var open = progress.Todo.Where(item => item.Status != "completed").Select(item => FirstLine(item.Text)).ToList();
        return new TurnReport(_checks.All, progress.Todo.Count - open.Count, [.. open.Take(MaxOpenItems)], Volatile.Read(ref _refusedRequests), progress.Activity);
    }

    /// <summary>Whether the agent waits for a person's answer: then its silence is not its fault.</summary>
    public bool WaitsForPerson => Volatile.Read(ref _waitsForPeople) > 0;

    /// <summary>The agent waits for a person until the result is disposed.</summary>
    public IDisposable WaitForPerson()
    {
        Interlocked.Increment(ref _waitsForPeople);
        return new Patience(this);
    }

    /// <summary>The agent says itself how far it is.</summary>
    public void Report(string line) => _progress = _progress with { Report = line };

    public string? RefuseModelCall() => UsedUp switch
    {
        ReasonCode.CostLimit => $"This run has used its budget of {limits.MaxCostUsd:0.00} US dollars.",
        ReasonCode.TokenLimit => $"This run has used its {limits.MaxTokens} tokens.",
        _ => Stopping.IsCancellationRequested ? "This run is being stopped." : _troubles.Refusal,
    };

    /// <summary>How the provider failed last, as the gateway saw it; null while it answers.</summary>
    public ReasonCode? ProviderTrouble => _troubles.Reason;

    public void Observe(TraceEvent what)
    {
        trace.Write(Id, new TraceEntry(Turn, time.GetUtcNow(), what));
        if (what is WebRequestEvent { Verdict: "refused" })
        {
            Interlocked.Increment(ref _refusedRequests);
        }

        if (what is not ModelCallEvent call)
        {
            return;
        }

        lock (_gate)
        {
            _usage = _usage.Add(UsageOf(call));
        }

        _troubles.Observe(call);
        pulse.Observe(call);

        if (UsedUp is { } reason)
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

        // The source of the stop is not disposed: somebody's stop may be on its way to it, and it holds no timer.
    }

    private static string Verb(string change) => change switch
    {
        "added" or "deleted" => change,
        _ => "changed",
    };

    private static string Bounded(string pieces) => pieces.Length > MaxPieces ? pieces[..MaxPieces] : pieces;

    private sealed class Patience(LiveRun live) : IDisposable
    {
        private int _disposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                Interlocked.Decrement(ref live._waitsForPeople);
            }
        }
    }

    private static string FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        return line.Length > 140 ? string.Concat(line[..139], "…") : line.ToString();
    }
}
