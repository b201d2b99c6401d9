using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>An answer of the Messages API, whole or as a stream of events. docs.anthropic.com/en/api/messages-streaming</summary>
internal static class AnthropicAnswer
{
    /// <summary>What every thought is signed with; a thought with another signature was not ours.</summary>
    public const string Signature = "cGxheWdyb3VuZA==";

    /// <summary>
    /// A call's id tells whether a thought came before it. The real service wants thoughts back with the calls that they led to; the
    /// conversation alone does not show that one was left out.
    /// </summary>
    public const string ThoughtCallId = "toolu_pgt";

    public const string PlainCallId = "toolu_pgn";

    public static JsonObject Message(ModelAnswer answer)
    {
        var content = new JsonArray();
        if (answer.Thinking is not null)
        {
            content.Add(new JsonObject { ["type"] = "thinking", ["thinking"] = answer.Thinking, ["signature"] = Signature });
        }

        if (!string.IsNullOrEmpty(answer.Text))
        {
            content.Add(new JsonObject { ["type"] = "text", ["text"] = answer.Text });
        }

        foreach (var call in answer.Calls)
        {
            var id = (answer.Thinking is null ? PlainCallId : ThoughtCallId) + RandomText.Mixed(21);
            content.Add(new JsonObject { ["type"] = "tool_use", ["id"] = id, ["name"] = call.Name, ["input"] = JsonNode.Parse(call.InputJson) });
        }

        return new JsonObject
        {
            ["id"] = "msg_" + RandomText.Mixed(24),
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = answer.Model,
            ["content"] = content,
            ["stop_reason"] = answer.Calls.Count > 0 ? "tool_use" : "end_turn",
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = answer.Usage.Input - answer.Usage.CacheRead,
                ["cache_creation_input_tokens"] = 0,
                ["cache_read_input_tokens"] = answer.Usage.CacheRead,
                ["output_tokens"] = answer.Usage.Output,
            },
        };
    }

    public static IEnumerable<StreamFrame> Stream(ModelAnswer answer)
    {
        var message = Message(answer);
        var opening = (JsonObject)message.DeepClone();
        opening["content"] = new JsonArray();
        opening["stop_reason"] = null;
        opening["usage"]!["output_tokens"] = 1;
        yield return FormatText.NamedEvent("message_start", new JsonObject { ["message"] = opening });
        yield return FormatText.NamedEvent("ping", []);
        foreach (var frame in message.List("content")!.SelectMany((block, index) => Block(index, (JsonObject)block!)))
        {
            yield return frame;
        }

        yield return FormatText.NamedEvent("message_delta", new JsonObject
        {
            ["delta"] = new JsonObject { ["stop_reason"] = message.Text("stop_reason"), ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = message["usage"]!["output_tokens"]!.DeepClone() },
        });
        yield return FormatText.NamedEvent("message_stop", []);
    }

    private static IEnumerable<StreamFrame> Block(int index, JsonObject block)
    {
        var (start, text, delta, field) = block.Text("type") switch
        {
            "thinking" => (new JsonObject { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" }, block.Text("thinking")!, "thinking_delta", "thinking"),
            "tool_use" => (EmptyInput(block), block["input"]!.ToJsonString(), "input_json_delta", "partial_json"),
            _ => (new JsonObject { ["type"] = "text", ["text"] = "" }, block.Text("text")!, "text_delta", "text"),
        };
        yield return FormatText.NamedEvent("content_block_start", new JsonObject { ["index"] = index, ["content_block"] = start });
        foreach (var piece in FormatText.Pieces(text))
        {
            yield return FormatText.NamedEvent("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = new JsonObject { ["type"] = delta, [field] = piece } }, isChunk: true);
        }

        if (delta == "thinking_delta")
        {
            yield return FormatText.NamedEvent("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = new JsonObject { ["type"] = "signature_delta", ["signature"] = block.Text("signature") } });
        }

        yield return FormatText.NamedEvent("content_block_stop", new JsonObject { ["index"] = index });
    }

    private static JsonObject EmptyInput(JsonObject block)
    {
        var start = (JsonObject)block.DeepClone();
        start["input"] = new JsonObject();
        return start;
    }
}
