namespace SlackAgents.Core.Replies.Forms;

/// <summary>A piece of a form. Closed: the renderer knows each of them.</summary>
internal abstract record FormPart;

/// <summary>A sentence or two of ours.</summary>
internal sealed record FormText(string Text) : FormPart;

/// <summary>Something to fill in.</summary>
/// <param name="Name">Key of the answer: lower-case letters and underscores.</param>
/// <param name="Hint">Small print below it.</param>
internal abstract record FormField(string Name, string Label, bool Optional, string? Hint) : FormPart;

internal sealed record TextField(string Name, string Label, string? Value, bool Multiline, int MaxLength, string? Placeholder = null, bool Optional = false, string? Hint = null)
    : FormField(Name, Label, Optional, Hint);

/// <summary>One of a few, at most 100.</summary>
/// <param name="Value">Of the choice that is selected; null for none.</param>
internal sealed record ChoiceField(string Name, string Label, IReadOnlyList<FormChoice> Choices, string? Value, bool Optional = false, string? Hint = null)
    : FormField(Name, Label, Optional, Hint);

/// <summary>One of many, found by typing: the choices come from the source of that <see cref="FormField.Name"/>.</summary>
/// <param name="Selected">What is selected; null for nothing.</param>
internal sealed record SearchField(string Name, string Label, FormChoice? Selected, string? Placeholder = null, bool Optional = false, string? Hint = null)
    : FormField(Name, Label, Optional, Hint);

/// <summary>A conversation of the workspace; its answer is the id.</summary>
/// <param name="Value">Id of the selected one; null for none.</param>
internal sealed record ConversationField(string Name, string Label, string? Value, bool Optional = false, string? Hint = null)
    : FormField(Name, Label, Optional, Hint);

/// <summary>Any of a few; its answer is the values with commas between them.</summary>
internal sealed record ChecksField(string Name, string Label, IReadOnlyList<FormChoice> Choices, IReadOnlyList<string> Values, bool Optional = true, string? Hint = null)
    : FormField(Name, Label, Optional, Hint);
