namespace SlackAgents.Tests.Telemetry;

/// <summary>A span as a collector reads it.</summary>
internal sealed record ReceivedSpan
{
    public string TraceId { get; set; } = string.Empty;

    public string SpanId { get; set; } = string.Empty;

    public string ParentId { get; set; } = string.Empty;

    public string Name { get; set; } = string.Empty;

    public long Kind { get; set; }

    public ulong Start { get; set; }

    public ulong End { get; set; }

    public SortedDictionary<string, object> Attributes { get; } = new(StringComparer.Ordinal);

    public List<string> Events { get; } = [];

    public long Status { get; set; }

    public string StatusMessage { get; set; } = string.Empty;

    /// <summary>Attributes of the resource it came with.</summary>
    public IReadOnlyDictionary<string, object> Resource { get; set; } = new Dictionary<string, object>(StringComparer.Ordinal);

    public string Show() =>
        $"{TraceId} {SpanId} {ParentId} {Name} {Kind} {Start} {End} {Status} {StatusMessage} {string.Join(' ', Attributes.Select(pair => $"{pair.Key}={pair.Value}"))} [{string.Join(' ', Events)}]";
}
