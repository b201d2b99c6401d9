using System.Text.Json.Nodes;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>A chat completion, whole or in chunks. platform.openai.com/docs/api-reference/chat-streaming</summary>
internal static class OpenAIChatAnswer
{
    public static JsonObject Completion(ModelAnswer answer)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = string.IsNullOrEmpty(answer.Text) ? null : answer.Text, ["refusal"] = null, ["annotations"] = new JsonArray() };
        if (answer.Thinking is not null)
        {
            message["reasoning_content"] = answer.Thinking;
        }

        if (answer.Calls.Count > 0)
        {
            message["tool_calls"] = answer.Calls.Select(Call).ToJsonArray();
        }

        var completion = Head(answer, "chat.completion");
        completion["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = Finish(answer) });
        completion["usage"] = Usage(answer.Usage);
        return completion;
    }

    public static IEnumerable<StreamFrame> Stream(ModelAnswer answer, bool withUsage)
    {
        var head = Head(answer, "chat.completion.chunk");
        yield return Chunk(head, new JsonObject { ["role"] = "assistant", ["content"] = answer.Calls.Count > 0 && string.IsNullOrEmpty(answer.Text) ? null : string.Empty, ["refusal"] = null }, withUsage);
        foreach (var piece in FormatText.Pieces(answer.Thinking))
        {
            // Not OpenAI's: what the compatible providers call it.
            yield return Chunk(head, new JsonObject { ["reasoning_content"] = piece }, withUsage, isChunk: true);
        }

        foreach (var piece in FormatText.Pieces(answer.Text))
        {
            yield return Chunk(head, new JsonObject { ["content"] = piece }, withUsage, isChunk: true);
        }

        foreach (var frame in answer.Calls.SelectMany((call, index) => CallDeltas(call, index).Select((delta, part) => Chunk(head, Deltas(delta), withUsage, isChunk: part > 0))))
        {
            yield return frame;
        }

        yield return Chunk(head, [], withUsage, finish: Finish(answer));
        if (withUsage)
        {
            var last = (JsonObject)head.DeepClone();
            last["choices"] = new JsonArray();
            last["usage"] = Usage(answer.Usage);
            yield return FormatText.Event(last);
        }

        yield return new StreamFrame("data: [DONE]\n\n");
    }

    private static JsonObject Head(ModelAnswer answer, string type) => new()
    {
        ["id"] = "chatcmpl-" + RandomText.Mixed(29),
        ["object"] = type,
        ["created"] = answer.At.ToUnixTimeSeconds(),
        ["model"] = answer.Model,
        ["service_tier"] = "default",
        ["system_fingerprint"] = null,
    };

    private static StreamFrame Chunk(JsonObject head, JsonObject delta, bool withUsage, bool isChunk = false, string? finish = null)
    {
        var chunk = (JsonObject)head.DeepClone();
        chunk["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish });
        if (withUsage)
        {
            chunk["usage"] = null;
        }

        return FormatText.Event(chunk, isChunk);
    }

    private static JsonObject Deltas(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };

    /// <summary>First the call without its input, then the input in pieces.</summary>
    private static IEnumerable<JsonObject> CallDeltas(ToolCall call, int index)
    {
        var (body, field) = call.Kind == ToolKind.Freeform ? ("custom", "input") : ("function", "arguments");
        var opening = Call(call);
        opening.Insert(0, "index", index);
        opening[body]![field] = string.Empty;
        yield return opening;
        foreach (var piece in FormatText.Pieces(call.InputJson))
        {
            yield return new JsonObject { ["index"] = index, [body] = new JsonObject { [field] = piece } };
        }
    }

    private static JsonObject Call(ToolCall call) => call.Kind == ToolKind.Freeform
        ? new JsonObject { ["id"] = "call_" + RandomText.Mixed(24), ["type"] = "custom", ["custom"] = new JsonObject { ["name"] = call.Name, ["input"] = call.InputJson } }
        : new JsonObject { ["id"] = "call_" + RandomText.Mixed(24), ["type"] = "function", ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.InputJson } };

    private static string Finish(ModelAnswer answer) => answer.Calls.Count > 0 ? "tool_calls" : "stop";

    private static JsonObject Usage(ModelUsage usage) => new()
    {
        ["prompt_tokens"] = usage.Input,
        ["completion_tokens"] = usage.Output,
        ["total_tokens"] = usage.Input + usage.Output,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CacheRead, ["audio_tokens"] = 0 },
        ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = usage.Thinking, ["audio_tokens"] = 0, ["accepted_prediction_tokens"] = 0, ["rejected_prediction_tokens"] = 0 },
    };
}
