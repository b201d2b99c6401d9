using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Live;

/// <summary>Writes the steps of a run with their durations into its trace. What a crash leaves open, the next process begins anew.</summary>
internal sealed class StepClock(RunId run, TraceWriter trace, TimeProvider time)
{
    private readonly Lock _gate = new();
    private (string Name, int Turn, DateTimeOffset Since)? _open; // under _gate

    /// <summary>Number of the current turn.</summary>
    public int Turn { get; set; } = 1;

    /// <summary>The phase that is under way ends, and this one begins in the same instant.</summary>
    public void Enter(RunPhase phase)
    {
        lock (_gate)
        {
            if (_open?.Name == phase.Name && _open?.Turn == Turn)
            {
                return;
            }

            var now = time.GetUtcNow();
            Close(now, failed: false, detail: null);
            _open = (phase.Name, Turn, now);
            Write(Turn, now, new StepEvent(phase.Name, "started", null, null));
        }
    }

    /// <summary>The phase that is under way ends, and none begins.</summary>
    public void Leave(bool failed = false, string? detail = null)
    {
        lock (_gate)
        {
            Close(time.GetUtcNow(), failed, detail);
        }
    }

    /// <summary>A step that goes on beside the phases.</summary>
    public async Task<T> MeasureAsync<T>(string step, Func<Task<T>> work)
    {
        var (turn, began) = (Turn, time.GetUtcNow());
        Write(turn, began, new StepEvent(step, "started", null, null));
        try
        {
            var result = await work();
            End("completed", null);
            return result;
        }
        catch (Exception exception)
        {
            End("failed", exception.Message);
            throw;
        }

        void End(string state, string? detail)
        {
            var now = time.GetUtcNow();
            Write(turn, now, new StepEvent(step, state, (now - began).TotalMilliseconds, detail));
        }
    }

    private void Close(DateTimeOffset now, bool failed, string? detail)
    {
        if (_open is { } open)
        {
            Write(open.Turn, now, new StepEvent(open.Name, failed ? "failed" : "completed", (now - open.Since).TotalMilliseconds, detail));
            _open = null;
        }
    }

    private void Write(int turn, DateTimeOffset at, StepEvent step) => trace.Write(run, new TraceEntry(turn, at, step));
}
