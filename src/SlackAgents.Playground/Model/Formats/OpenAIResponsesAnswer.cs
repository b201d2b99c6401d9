using System.Text.Json.Nodes;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>A response, whole or as a stream of events. platform.openai.com/docs/api-reference/responses-streaming</summary>
internal static class OpenAIResponsesAnswer
{
    public static JsonObject Response(JsonObject request, ModelAnswer answer)
    {
        var output = Output(request, answer).ToJsonArray();
        var response = Head(request, answer, "completed");
        response["output"] = output;
        response["usage"] = new JsonObject
        {
            ["input_tokens"] = answer.Usage.Input,
            ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = answer.Usage.CacheRead },
            ["output_tokens"] = answer.Usage.Output,
            ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = answer.Usage.Thinking },
            ["total_tokens"] = answer.Usage.Input + answer.Usage.Output,
        };
        return response;
    }

    public static IEnumerable<StreamFrame> Stream(JsonObject request, ModelAnswer answer)
    {
        var response = Response(request, answer);
        var opening = (JsonObject)response.DeepClone();
        opening["status"] = "in_progress";
        opening["output"] = new JsonArray();
        opening["usage"] = null;
        var events = new List<(string Type, JsonObject Data, bool IsChunk)>
        {
            ("response.created", new JsonObject { ["response"] = opening.DeepClone() }, false),
            ("response.in_progress", new JsonObject { ["response"] = opening }, false),
        };
        events.AddRange(response.List("output")!.SelectMany((item, index) => Item((JsonObject)item!, index)));
        events.Add(("response.completed", new JsonObject { ["response"] = response.DeepClone() }, false));
        return events.Select((one, number) =>
        {
            one.Data["sequence_number"] = number;
            return FormatText.NamedEvent(one.Type, one.Data, one.IsChunk);
        });
    }

    private static JsonObject Head(JsonObject request, ModelAnswer answer, string status) => new()
    {
        ["id"] = "resp_" + RandomText.Hex(24),
        ["object"] = "response",
        ["created_at"] = answer.At.ToUnixTimeSeconds(),
        ["status"] = status,
        ["error"] = null,
        ["incomplete_details"] = null,
        ["instructions"] = null,
        ["max_output_tokens"] = null,
        ["metadata"] = new JsonObject(),
        ["model"] = answer.Model,
        ["output"] = new JsonArray(),
        ["parallel_tool_calls"] = request["parallel_tool_calls"]?.DeepClone() ?? true,
        ["previous_response_id"] = null,
        ["reasoning"] = request["reasoning"]?.DeepClone() ?? new JsonObject { ["effort"] = null, ["summary"] = null },
        ["store"] = request["store"]?.DeepClone() ?? true,
        ["temperature"] = 1,
        ["text"] = request["text"]?.DeepClone() ?? new JsonObject { ["format"] = new JsonObject { ["type"] = "text" } },
        ["tool_choice"] = request["tool_choice"]?.DeepClone() ?? "auto",
        ["tools"] = request["tools"]?.DeepClone() ?? new JsonArray(),
        ["top_p"] = 1,
        ["truncation"] = "disabled",
        ["usage"] = null,
        ["user"] = null,
    };

    private static IEnumerable<JsonObject> Output(JsonObject request, ModelAnswer answer)
    {
        if (answer.Thinking is not null)
        {
            var thought = new JsonObject { ["id"] = "rs_" + RandomText.Hex(24), ["type"] = "reasoning", ["summary"] = new JsonArray(new JsonObject { ["type"] = "summary_text", ["text"] = answer.Thinking }) };
            if ((request.List("include") ?? []).Any(name => name?.ToString() == "reasoning.encrypted_content"))
            {
                thought["encrypted_content"] = "cGxheWdyb3VuZA==";
            }

            yield return thought;
        }

        if (!string.IsNullOrEmpty(answer.Text))
        {
            yield return new JsonObject { ["id"] = "msg_" + RandomText.Hex(24), ["type"] = "message", ["status"] = "completed", ["role"] = "assistant", ["content"] = new JsonArray(TextPart(answer.Text)) };
        }

        foreach (var call in answer.Calls)
        {
            yield return Call(call);
        }
    }

    private static JsonObject Call(ToolCall call)
    {
        var (prefix, type, field) = call.Kind switch
        {
            ToolKind.Freeform => ("ctc_", "custom_tool_call", "input"),
            ToolKind.Search => ("tsc_", "tool_search_call", "arguments"),
            _ => ("fc_", "function_call", "arguments"),
        };
        var item = new JsonObject { ["id"] = prefix + RandomText.Hex(24), ["type"] = type, ["status"] = "completed", ["call_id"] = "call_" + RandomText.Mixed(24) };
        item[field] = call.Kind == ToolKind.Search ? JsonNode.Parse(call.InputJson) : call.InputJson;
        if (call.Kind == ToolKind.Search)
        {
            item["execution"] = "client";
            return item;
        }

        item["name"] = call.Name;
        if (call.Namespace is not null)
        {
            item["namespace"] = call.Namespace;
        }

        return item;
    }

    private static JsonObject TextPart(string text) => new() { ["type"] = "output_text", ["text"] = text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() };

    private static IEnumerable<(string Type, JsonObject Data, bool IsChunk)> Item(JsonObject item, int index)
    {
        var opening = (JsonObject)item.DeepClone();
        if (opening.ContainsKey("status"))
        {
            opening["status"] = "in_progress";
        }

        var (field, inner) = item.Text("type") switch
        {
            "reasoning" => ("summary", Thought(item)),
            "message" => ("content", Text(item)),
            "function_call" => ("arguments", Input(item, "response.function_call_arguments", "arguments")),
            "custom_tool_call" => ("input", Input(item, "response.custom_tool_call_input", "input")),
            _ => (null, []),
        };
        if (field is not null)
        {
            opening[field] = field is "summary" or "content" ? new JsonArray() : string.Empty;
        }

        yield return ("response.output_item.added", new JsonObject { ["output_index"] = index, ["item"] = opening }, false);
        foreach (var (type, data, isChunk) in inner)
        {
            data.Insert(0, "item_id", item.Text("id"));
            data.Insert(1, "output_index", index);
            yield return (type, data, isChunk);
        }

        yield return ("response.output_item.done", new JsonObject { ["output_index"] = index, ["item"] = item.DeepClone() }, false);
    }

    private static IEnumerable<(string Type, JsonObject Data, bool IsChunk)> Text(JsonObject item)
    {
        var part = item.List("content")![0]!;
        var text = part["text"]!.ToString();
        yield return ("response.content_part.added", new JsonObject { ["content_index"] = 0, ["part"] = TextPart(string.Empty) }, false);
        foreach (var piece in FormatText.Pieces(text))
        {
            yield return ("response.output_text.delta", new JsonObject { ["content_index"] = 0, ["delta"] = piece, ["logprobs"] = new JsonArray() }, true);
        }

        yield return ("response.output_text.done", new JsonObject { ["content_index"] = 0, ["text"] = text, ["logprobs"] = new JsonArray() }, false);
        yield return ("response.content_part.done", new JsonObject { ["content_index"] = 0, ["part"] = part.DeepClone() }, false);
    }

    private static IEnumerable<(string Type, JsonObject Data, bool IsChunk)> Thought(JsonObject item)
    {
        var part = item.List("summary")![0]!;
        var text = part["text"]!.ToString();
        yield return ("response.reasoning_summary_part.added", new JsonObject { ["summary_index"] = 0, ["part"] = new JsonObject { ["type"] = "summary_text", ["text"] = string.Empty } }, false);
        foreach (var piece in FormatText.Pieces(text))
        {
            yield return ("response.reasoning_summary_text.delta", new JsonObject { ["summary_index"] = 0, ["delta"] = piece }, true);
        }

        yield return ("response.reasoning_summary_text.done", new JsonObject { ["summary_index"] = 0, ["text"] = text }, false);
        yield return ("response.reasoning_summary_part.done", new JsonObject { ["summary_index"] = 0, ["part"] = part.DeepClone() }, false);
    }

    private static IEnumerable<(string Type, JsonObject Data, bool IsChunk)> Input(JsonObject item, string type, string field)
    {
        var input = item.Text(field) ?? string.Empty;
        foreach (var piece in FormatText.Pieces(input))
        {
            yield return (type + ".delta", new JsonObject { ["delta"] = piece }, true);
        }

        var done = new JsonObject { [field] = input };
        if (field == "arguments")
        {
            done["name"] = item.Text("name");
        }

        yield return (type + ".done", done, false);
    }
}
