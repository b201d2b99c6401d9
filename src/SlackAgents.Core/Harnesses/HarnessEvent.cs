using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses;

/// <param name="Key">Unique within the run and the same on every reading; null when the line has nothing stable (then its place counts).</param>
internal sealed record HarnessEvent(TraceEvent Event, string? Key);
