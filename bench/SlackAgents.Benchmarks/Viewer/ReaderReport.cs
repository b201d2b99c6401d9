namespace SlackAgents.Benchmarks.Viewer;

/// <summary>What readers heard.</summary>
/// <param name="P50">Milliseconds from an event's own time to its arrival.</param>
internal sealed record ReaderReport(long Events, long Bytes, int P50, int P99, int Longest);
