namespace SlackAgents.Host.Telemetry;

/// <summary>One span, in the terms of opentelemetry-proto's trace.proto.</summary>
/// <param name="TraceId">16 bytes.</param>
/// <param name="SpanId">8 bytes.</param>
/// <param name="ParentId">8 bytes; null for the root.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
internal sealed record Span(
    byte[] TraceId,
    byte[] SpanId,
    byte[]? ParentId,
    string Name,
    SpanKind Kind,
    DateTimeOffset Start,
    DateTimeOffset End,
    IReadOnlyList<SpanAttribute> Attributes,
    IReadOnlyList<SpanEvent> Events,
    string? Error);

/// <param name="Value">A string, long, double or bool.</param>
internal sealed record SpanAttribute(string Key, object Value);

internal sealed record SpanEvent(string Name, DateTimeOffset At, IReadOnlyList<SpanAttribute> Attributes);

/// <summary>The numbers are the protocol's.</summary>
internal enum SpanKind
{
    Internal = 1,
    Client = 3,
}
