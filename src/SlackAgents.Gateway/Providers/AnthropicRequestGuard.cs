using System.Collections.Frozen;
using System.Text.Json;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Keeps a run from reaching the web through the provider: web search and fetch, remote MCP servers and sources by URL
/// run on the provider's side, where the web door cannot see them. What is not known to stay inside is refused.
/// </summary>
internal sealed class AnthropicRequestGuard(bool allowWebTools) : JsonRequestGuard
{
    /// <summary>Tools that the client itself runs (docs.claude.com/en/docs/agents-and-tools/tool-use/overview).</summary>
    private static readonly string[] ToolsOfTheClient = ["bash_", "text_editor_", "computer_", "memory_", "tool_search_"];

    /// <summary>What a tool was called with is the agent's own data and is fetched by nobody.</summary>
    private static readonly FrozenSet<string> Data = new[] { "input" }.ToFrozenSet(StringComparer.Ordinal);

    protected override ModelRefusal? Judge(ref Utf8JsonReader value, JsonPlace place)
    {
        if (!allowWebTools && value.TokenType == JsonTokenType.StartObject && place.First == "mcp_servers")
        {
            return Forbidden("Remote MCP servers cannot be used");
        }

        return value.TokenType == JsonTokenType.String ? JudgeText(ref value, place) : null;
    }

    private ModelRefusal? JudgeText(ref Utf8JsonReader text, JsonPlace place)
    {
        if (place.Is("model"))
        {
            TakeModel(text.GetString());
            return null;
        }

        if (allowWebTools || place.Last != "type")
        {
            return null;
        }

        if (place.Is("tools", "type"))
        {
            var tool = text.GetString()!;
            return tool == "custom" || Array.Exists(ToolsOfTheClient, prefix => tool.StartsWith(prefix, StringComparison.Ordinal))
                ? null
                : Forbidden($"The tool '{Show(tool)}' runs at the provider and cannot be used");
        }

        return place.Around == "source" && text.ValueTextEquals("url"u8) && place.First is "messages" or "system" && !place.PassesAny(Data)
            ? Forbidden("Content by URL cannot be used, only the content itself")
            : null;
    }
}
