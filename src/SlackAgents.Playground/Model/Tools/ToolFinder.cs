using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SlackAgents.Playground.Model.Tools;

/// <summary>
/// Finds a tool among those that a request offers. Harnesses keep rarely used tools and those of MCP servers back until the model has
/// searched for them: then the search is called first, and what it showed counts as offered.
/// </summary>
internal static class ToolFinder
{
    private const string Indirect = "tool_call";

    private static readonly string[] SearchTools = ["ToolSearch", "tool_search"];

    /// <summary>Whether a call only looks for tools and does no work.</summary>
    public static bool IsSearch(ToolCall call) => call.Kind == ToolKind.Search || SearchTools.Contains(call.Name, StringComparer.Ordinal);

    public static OfferedTool? Find(Conversation conversation, params string[] names) =>
        names.Select(name => conversation.Tools.FirstOrDefault(tool => tool.Name == name)).FirstOrDefault(tool => tool is not null);

    /// <summary>The tool with this name, or whose name has this at its end.</summary>
    public static OfferedTool? FindEnding(IReadOnlyList<OfferedTool> tools, string ending) =>
        tools.FirstOrDefault(tool => tool.Name == ending) ?? tools.FirstOrDefault(tool => tool.Name.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>
    /// The call of a tool that may have been kept back; the search for it when it has not been shown yet; null when the harness has no such
    /// tool.
    /// </summary>
    /// <param name="isListed">Whether to search only for what the harness has listed; a tool of an MCP server may be hidden behind the server's name.</param>
    public static ToolCall? Call(Conversation conversation, string ending, JsonObject known, bool isListed)
    {
        if (FindEnding(conversation.Tools, ending) is { } offered)
        {
            return SchemaFiller.Call(offered, known);
        }

        if (FindEnding(conversation.ShownTools, ending) is { } shown)
        {
            var call = SchemaFiller.Call(shown, known);
            return Find(conversation, Indirect) is { } indirect
                ? SchemaFiller.Call(indirect, new JsonObject { ["name"] = call.Name, ["arguments"] = JsonNode.Parse(call.InputJson) })
                : call;
        }

        return Search(conversation, ending, isListed);
    }

    private static ToolCall? Search(Conversation conversation, string ending, bool isListed)
    {
        var search = conversation.Tools.FirstOrDefault(tool => tool.Kind == ToolKind.Search) ?? Find(conversation, SearchTools);
        var hasSearched = conversation.Turns.LastOrDefault(turn => turn.Who == Speaker.Assistant)?.Calls.Any(IsSearch) == true;
        if (search is null || hasSearched)
        {
            return null;
        }

        var pattern = $@"(?<![\w-])[\w-]*{Regex.Escape(ending)}(?![\w-])";
        var listed = search.Kind == ToolKind.Search ? Match.Empty : Regex.Match(conversation.Opening, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        return (listed.Success, isListed) switch
        {
            (true, _) => SchemaFiller.Call(search, new JsonObject { ["query"] = "select:" + listed.Value, ["max_results"] = 5 }),
            (false, false) => SchemaFiller.Call(search, new JsonObject { ["query"] = ending, ["max_results"] = 5 }),
            _ => null,
        };
    }
}
