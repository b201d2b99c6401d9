using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Traces;

/// <summary>A stored event. <paramref name="Sequence"/> counts from 1 without gaps within its run.</summary>
internal sealed record TraceRecord(RunId RunId, long Sequence, int Turn, DateTimeOffset At, TraceEvent Event, string? Raw);
