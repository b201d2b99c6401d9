namespace SlackAgents.Playground.Model.Tools;

/// <summary>One line of a todo list.</summary>
internal sealed record TodoEntry(string Text, TodoProgress Progress);
