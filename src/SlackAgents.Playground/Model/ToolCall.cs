namespace SlackAgents.Playground.Model;

/// <summary>A tool call as it goes to the harness.</summary>
internal sealed record ToolCall(string Name, string InputJson);
