using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces;

/// <summary>The one text of an event that can be long: pages are sent the beginning of it and read the rest in pieces.</summary>
internal static class LongText
{
    /// <summary>UTF-16 code units that are sent at first.</summary>
    public const int Beginning = 4_000;

    /// <summary>The text and its name in JSON; null when the event has none that can be long.</summary>
    public static (string Property, string Text)? Of(TraceEvent what) => what switch
    {
        PromptEvent one => ("text", one.Text),
        TextEvent one => ("text", one.Text),
        ThinkingEvent one => ("text", one.Text),
        AnswerEvent one => ("text", one.Text),
        NoticeEvent one => ("text", one.Text),
        QuestionEvent one => ("text", one.Text),
        ReplyEvent one => ("text", one.Text),
        ToolCallEvent one => ("input", one.Input),
        ToolResultEvent one => ("output", one.Output),
        FileChangeEvent { Diff: { } diff } => ("diff", diff),
        ErrorEvent one => ("message", one.Message),
        StepEvent { Detail: { } detail } => ("detail", detail),
        SteeringEvent { Detail: { } detail } => ("detail", detail),
        _ => null,
    };

    /// <summary>The event with another text in the place of its long one.</summary>
    public static TraceEvent With(TraceEvent what, string text) => what switch
    {
        PromptEvent one => one with { Text = text },
        TextEvent one => one with { Text = text },
        ThinkingEvent one => one with { Text = text },
        AnswerEvent one => one with { Text = text },
        NoticeEvent one => one with { Text = text },
        QuestionEvent one => one with { Text = text },
        ReplyEvent one => one with { Text = text },
        ToolCallEvent one => one with { Input = text },
        ToolResultEvent one => one with { Output = text },
        FileChangeEvent one => one with { Diff = text },
        ErrorEvent one => one with { Message = text },
        StepEvent one => one with { Detail = text },
        SteeringEvent one => one with { Detail = text },
        _ => what,
    };

    /// <summary>A piece of a text that begins and ends between characters: half a surrogate pair is not text.</summary>
    /// <param name="offset">Where to begin; moved back by one when it is in the middle of a pair.</param>
    public static (string Piece, int Offset) Piece(string text, int offset, int length)
    {
        var start = Math.Min(offset, text.Length);
        start -= IsInside(text, start) ? 1 : 0;
        var end = (int)Math.Min((long)start + length, text.Length);
        if (IsInside(text, end))
        {
            // At least one character, else whoever reads on would never get further.
            end += end - 1 > start ? -1 : 1;
        }

        return (text[start..end], start);
    }

    private static bool IsInside(string text, int at) => at > 0 && at < text.Length && char.IsHighSurrogate(text[at - 1]) && char.IsLowSurrogate(text[at]);
}
