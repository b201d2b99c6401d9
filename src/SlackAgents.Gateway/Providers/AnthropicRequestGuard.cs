using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Keeps a run from reaching the web through the provider: web search and fetch, remote MCP servers and sources by URL
/// run on the provider's side, where the web door cannot see them. What is not known to stay inside is refused.
/// </summary>
internal sealed class AnthropicRequestGuard(bool allowWebTools) : IRequestGuard
{
    private const int DeepestNesting = 128;

    /// <summary>Tools that the client itself runs (docs.claude.com/en/docs/agents-and-tools/tool-use/overview).</summary>
    private static readonly string[] ToolsOfTheClient = ["bash_", "text_editor_", "computer_", "memory_", "tool_search_"];

    private readonly ArrayBufferWriter<byte> _pending = new();
    private readonly string?[] _names = new string?[DeepestNesting + 2];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = DeepestNesting });
    private int _nextParse;
    private bool _isRootSeen;

    public string? Model { get; private set; }

    public ModelRefusal? Feed(ReadOnlySpan<byte> bytes, bool isLast)
    {
        _pending.Write(bytes);

        // A long string (an image) is read again from its start with each call; waiting until twice as much is there
        // keeps that linear.
        if (!isLast && _pending.WrittenCount < _nextParse)
        {
            return null;
        }

        try
        {
            return Parse(isLast);
        }
        catch (JsonException)
        {
            return Malformed("The body is not valid JSON.");
        }
    }

    private ModelRefusal? Parse(bool isLast)
    {
        var reader = new Utf8JsonReader(_pending.WrittenSpan, isLast, _state);
        while (reader.Read())
        {
            if (Judge(ref reader) is { } refusal)
            {
                return refusal;
            }
        }

        _state = reader.CurrentState;
        var rest = _pending.WrittenSpan[(int)reader.BytesConsumed..].ToArray();
        _pending.ResetWrittenCount();
        _pending.Write(rest);
        _nextParse = rest.Length * 2;
        return null;
    }

    private ModelRefusal? Judge(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        if (!_isRootSeen)
        {
            _isRootSeen = true;
            return reader.TokenType == JsonTokenType.StartObject ? null : Malformed("The body is not a JSON object.");
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _names[depth] = reader.GetString();
                return null;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                _names[depth + 1] = null;
                return !allowWebTools && reader.TokenType == JsonTokenType.StartObject && _names[1] == "mcp_servers"
                    ? Forbidden("Remote MCP servers cannot be used")
                    : null;
            case JsonTokenType.String:
                return JudgeText(ref reader, depth);
            default:
                return null;
        }
    }

    private ModelRefusal? JudgeText(ref Utf8JsonReader reader, int depth)
    {
        if (depth == 1 && _names[1] == "model")
        {
            Model = reader.GetString();
            return null;
        }

        if (allowWebTools || _names[depth] != "type")
        {
            return null;
        }

        if (depth == 3 && _names[1] == "tools")
        {
            var tool = reader.GetString()!;
            return tool == "custom" || Array.Exists(ToolsOfTheClient, prefix => tool.StartsWith(prefix, StringComparison.Ordinal))
                ? null
                : Forbidden($"The tool '{tool[..Math.Min(tool.Length, 60)]}' runs at the provider and cannot be used");
        }

        // What a tool was called with is the agent's own data and is fetched by nobody.
        return _names[depth - 1] == "source" && reader.ValueTextEquals("url"u8) && _names[1] is "messages" or "system" && !_names.AsSpan(2, depth - 2).Contains("input")
            ? Forbidden("Content by URL cannot be used, only the content itself")
            : null;
    }

    private static ModelRefusal Malformed(string sentence) => new(StatusCodes.Status400BadRequest, sentence);

    private static ModelRefusal Forbidden(string what) => new(StatusCodes.Status403Forbidden, what + ": the web is closed for this run.");
}
