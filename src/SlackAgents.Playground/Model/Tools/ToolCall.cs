namespace SlackAgents.Playground.Model.Tools;

/// <summary>A tool call as it goes to the harness, or as the conversation tells it.</summary>
/// <param name="InputJson">The arguments as JSON; for a free-form tool the text itself.</param>
internal sealed record ToolCall(string Name, string InputJson)
{
    public ToolKind Kind { get; init; }

    /// <summary>The group a tool belongs to where the vendor has such groups.</summary>
    public string? Namespace { get; init; }
}
