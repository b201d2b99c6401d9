using System.Collections.Frozen;
using System.Text.Json;

namespace SlackAgents.Core.Traces;

/// <summary>
/// What a tool does, by its name: the built-in tools of the harnesses, and the kinds of work of the Agent Client Protocol
/// (agentclientprotocol.com/protocol/tool-calls), which stand for the name where an agent keeps it to itself. A tool of
/// an MCP server is always "any other tool": what it does is its server's word. The viewer reads the same list of names.
/// </summary>
internal static class ToolCategories
{
    private const string List = "toolCategories.json";
    private const int MaxName = 64;

    private static readonly FrozenDictionary<string, TraceCategory> Known = Load();

    private static readonly FrozenDictionary<string, TraceCategory>.AlternateLookup<ReadOnlySpan<char>> Names = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Capitals (of ASCII), underscores, hyphens and spaces make no difference: <c>ReadFile</c> is <c>read_file</c>.</summary>
    public static TraceCategory Of(string? tool)
    {
        if (tool is null || tool.Length > MaxName)
        {
            return TraceCategory.Tool;
        }

        Span<char> name = stackalloc char[MaxName];
        var length = 0;
        foreach (var character in tool)
        {
            if (character is not ('_' or '-' or ' '))
            {
                name[length++] = char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;
            }
        }

        return Names.TryGetValue(name[..length], out var category) ? category : TraceCategory.Tool;
    }

    private static FrozenDictionary<string, TraceCategory> Load()
    {
        using var stream = typeof(ToolCategories).Assembly.GetManifestResourceStream(List) ?? throw new InvalidOperationException($"{List} is not embedded.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject()
            .SelectMany(group => group.Value.EnumerateArray().Select(name => (Name: name.GetString()!, Category: Enum.Parse<TraceCategory>(group.Name, ignoreCase: true))))
            .ToFrozenDictionary(pair => pair.Name, pair => pair.Category, StringComparer.Ordinal);
    }
}
