namespace SlackAgents.Core.Sandboxes;

/// <summary>Section <c>Mcp:Servers:&lt;name&gt;</c>: one tool server of the operator, reached by the host for the sandboxes.</summary>
internal sealed class ToolServerOptions
{
    /// <value>Its address (MCP over streamable HTTP). May be private: the operator put it there. Required.</value>
    public string Url { get; set; } = string.Empty;

    /// <value>Headers of every request, for example <c>Authorization</c>. The values are secrets and never reach a sandbox.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <value>Agents that get it. Default: all.</value>
    public IList<string> Harnesses { get; } = [];

    /// <value>Channel ids whose runs get it. Default: all.</value>
    public IList<string> Channels { get; } = [];

    /// <value>Repositories as owner/name whose runs get it. Default: all.</value>
    public IList<string> Repositories { get; } = [];
}
