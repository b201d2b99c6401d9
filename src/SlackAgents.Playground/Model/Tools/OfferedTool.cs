using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Model.Tools;

/// <summary>A tool that a request offers, or that a search for tools has shown.</summary>
internal sealed record OfferedTool(string Name, JsonObject Schema, ToolKind Kind = ToolKind.Function, string? Namespace = null);
