namespace SlackAgents.Playground.Model.Tools;

/// <summary>Calls the tool whose name ends so, whatever the harness puts before it: the name of an MCP server, for example.</summary>
/// <param name="ValuesJson">Values by property name; only those that the tool's schema knows are sent.</param>
internal sealed record NamedCall(string Ending, string ValuesJson)
{
    /// <summary>What it is called for harnesses that cannot offer it under its usual name.</summary>
    public string? OrEnding { get; init; }
}
