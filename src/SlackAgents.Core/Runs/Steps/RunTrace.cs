using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Writes the host's own events of a run.</summary>
internal sealed class RunTrace(TraceWriter writer, TimeProvider time)
{
    public void Write(Run run, TraceEvent what) => writer.Write(run.Id, new TraceEntry(run.Turn, time.GetUtcNow(), what));
}
