using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <param name="Suffix">What tells this event from the others of its line; null when it is the only one.</param>
/// <param name="Key">A name that does not depend on the line; null for the line's own.</param>
internal sealed record LineEvent(TraceEvent Event, string? Suffix = null, string? Key = null)
{
    /// <summary>A line, or a part of one, that no rule knows.</summary>
    public static LineEvent Unknown(string? type, string? suffix = null) =>
        new(new UnknownEvent("claude", BoundedText.Name(type ?? "untyped")), suffix);

    public static LineEvent Notice(string topic, string? text, string? suffix = null) =>
        new(new NoticeEvent(BoundedText.Name(topic), BoundedText.Cut(text)), suffix);
}
