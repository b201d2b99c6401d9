namespace SlackAgents.Core.Sandboxes;

/// <summary>What the agent is told.</summary>
/// <param name="IsError">It was not done; the text says why and what to do instead.</param>
internal sealed record ToolAnswer(string Text, bool IsError = false);
