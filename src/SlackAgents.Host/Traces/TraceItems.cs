using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>Which records are one item of the page: the pieces of a text that an agent sent bit by bit.</summary>
internal static class TraceItems
{
    /// <summary>In the order of their first records. What the host tells between two pieces does not part them.</summary>
    public static IReadOnlyList<IReadOnlyList<TraceRecord>> Of(IReadOnlyList<TraceRecord> records)
    {
        var items = new List<List<TraceRecord>>();
        List<TraceRecord>? open = null;
        foreach (var record in records)
        {
            var part = PartOf(record.Event);
            if (part is not null && open is not null && part == PartOf(open[0].Event) && record.Turn == open[0].Turn)
            {
                open.Add(record);
                continue;
            }

            items.Add([record]);
            open = part is not null ? items[^1] : IsAside(record.Event) ? open : null;
        }

        return items;
    }

    /// <summary>The kind of text that an event is a piece of; null for anything whole.</summary>
    public static string? PartOf(TraceEvent what) => what switch
    {
        TextEvent { Partial: true } => "text",
        ThinkingEvent { Partial: true } => "thinking",
        _ => null,
    };

    /// <summary>The host says it, not the agent.</summary>
    public static bool IsAside(TraceEvent what) =>
        what is ModelCallEvent or WebRequestEvent or GitRequestEvent or ToolServerEvent or PushEvent or TokenEvent or AccessEvent or SteeringEvent or NoticeEvent { Topic: "stderr" };

    public static string TextOf(TraceEvent what) => what switch
    {
        TextEvent text => text.Text,
        ThinkingEvent thinking => thinking.Text,
        _ => string.Empty,
    };
}
