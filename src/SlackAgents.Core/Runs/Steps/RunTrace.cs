using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Writes the host's own events of a run.</summary>
internal sealed class RunTrace(TraceWriter writer, TimeProvider time)
{
    /// <param name="key">For what may be written a second time after a restart.</param>
    public void Write(Run run, TraceEvent what, string? key = null) => writer.Write(run.Id, new TraceEntry(run.Turn, time.GetUtcNow(), what, key));

    /// <summary>Returns when it is durable.</summary>
    public Task StoreAsync(Run run, TraceEvent what, string key, CancellationToken cancellationToken) =>
        writer.WriteAsync(run.Id, [new TraceEntry(run.Turn, time.GetUtcNow(), what, key)], cursor: null, cancellationToken);
}
