namespace SlackAgents.Core.Traces;

/// <summary>An entry without secrets.</summary>
/// <param name="Size">About what it holds in memory, in characters.</param>
internal sealed record CleanTraceEntry(TraceEntry Entry, long Size);
