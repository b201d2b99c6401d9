namespace SlackAgents.Core.Harnesses;

/// <summary>An MCP server that the host offers the agent, over streamable HTTP (modelcontextprotocol.io).</summary>
/// <param name="Name">Lower-case letters, digits and dashes: harnesses make tool names of it.</param>
/// <param name="Url">Address inside the sandbox, a path of the gateway. No secret is in it.</param>
internal sealed record McpServer(string Name, Uri Url);
