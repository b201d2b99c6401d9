using System.Text.Json.Serialization;

namespace SlackAgents.Core.Replies;

/// <summary>A piece of a message. Closed: the renderer knows each of them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "part")]
[JsonDerivedType(typeof(Headline), "headline")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(AgentText), "agent_text")]
[JsonDerivedType(typeof(Facts), "facts")]
[JsonDerivedType(typeof(Note), "note")]
[JsonDerivedType(typeof(Buttons), "buttons")]
[JsonDerivedType(typeof(Plan), "plan")]
[JsonDerivedType(typeof(Picker), "picker")]
[JsonDerivedType(typeof(Feedback), "feedback")]
internal abstract record ReplyPart;

/// <summary>The title line of a card.</summary>
internal sealed record Headline(string Text) : ReplyPart;

/// <summary>A sentence or two of ours. <paramref name="Mention"/>: a Slack user id that is to be notified, put first.</summary>
internal sealed record Paragraph(string Text, string? Mention = null) : ReplyPart;

/// <summary>What an agent wrote, as Markdown. Rendered so that it can neither mention anybody nor hide a link's target.</summary>
internal sealed record AgentText(string Markdown) : ReplyPart;

/// <summary>Label and value pairs.</summary>
internal sealed record Facts(IReadOnlyList<Fact> Items) : ReplyPart;

/// <param name="Url">Makes the value a link of ours.</param>
internal sealed record Fact(string Label, string Value, Uri? Url = null);

/// <summary>Small print.</summary>
internal sealed record Note(string Text) : ReplyPart;

internal sealed record Buttons(IReadOnlyList<Button> Items) : ReplyPart;

/// <param name="Action">What a click asks for, for example <c>stop</c>; empty for a pure link.</param>
/// <param name="Text">Starts with the verb.</param>
/// <param name="Value">The run id. Never trusted alone: each click is authorised by person.</param>
internal sealed record Button(string Action, string Text, string Value, ButtonStyle Style = ButtonStyle.Default, Uri? Url = null);

internal enum ButtonStyle
{
    Default,
    Primary,
    Danger,
}

/// <summary>The agent's own list of what it does.</summary>
/// <param name="Tasks">At most 50 are shown.</param>
internal sealed record Plan(string Title, IReadOnlyList<PlanTask> Tasks) : ReplyPart;

/// <param name="Text">What the agent wrote; data.</param>
internal sealed record PlanTask(string Text, PlanTaskState State);

internal enum PlanTaskState
{
    Pending,
    InProgress,
    Complete,
    Error,
}

/// <summary>A choice out of many, found by typing: what there is comes from the source of that action.</summary>
/// <param name="Value">Comes back with the choice: an id to look up, never a decision.</param>
internal sealed record Picker(string Action, string Placeholder, string Value) : ReplyPart;

/// <summary>Two buttons that say whether it was good. The action is <c>feedback</c>; the value is the run id and <c>/good</c> or <c>/bad</c>.</summary>
internal sealed record Feedback(string Value) : ReplyPart;
