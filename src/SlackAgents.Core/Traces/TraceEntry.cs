namespace SlackAgents.Core.Traces;

/// <summary>An event on its way into the store.</summary>
/// <param name="Turn">Turn it belongs to, from 1; 0 for the run itself.</param>
/// <param name="Key">Unique within the run, so that reading the same output again adds nothing; null for events that happen once by nature.</param>
/// <param name="Raw">The line it was read from, verbatim (already redacted); null for the host's own events.</param>
internal sealed record TraceEntry(int Turn, DateTimeOffset At, TraceEvent Event, string? Key = null, string? Raw = null);
