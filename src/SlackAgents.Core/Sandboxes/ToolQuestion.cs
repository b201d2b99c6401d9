namespace SlackAgents.Core.Sandboxes;

/// <param name="Options">Answers to choose from; may be empty.</param>
/// <param name="AllowFreeText">Whether an answer may be something else than one of the options.</param>
internal sealed record ToolQuestion(string Text, IReadOnlyList<string> Options, bool AllowFreeText);
