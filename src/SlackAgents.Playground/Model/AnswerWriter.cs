using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model;

/// <summary>Writes one answer of the Messages API, whole or as a stream of events. docs.anthropic.com/en/api/messages-streaming</summary>
internal sealed class AnswerWriter(HttpResponse response, TimeProvider time)
{
    private const int ChunkLength = 24;

    private int _chunks;

    public static JsonObject Message(string? model, ModelStep step, IReadOnlyList<ToolCall> calls, ModelUsage usage)
    {
        var content = new JsonArray();
        if (step.Thinking is not null)
        {
            content.Add(new JsonObject { ["type"] = "thinking", ["thinking"] = step.Thinking, ["signature"] = "cGxheWdyb3VuZA==" });
        }

        if (!string.IsNullOrEmpty(step.Text))
        {
            content.Add(new JsonObject { ["type"] = "text", ["text"] = step.Text });
        }

        foreach (var call in calls)
        {
            content.Add(new JsonObject { ["type"] = "tool_use", ["id"] = "toolu_" + RandomText.Mixed(24), ["name"] = call.Name, ["input"] = JsonNode.Parse(call.InputJson) });
        }

        return new JsonObject
        {
            ["id"] = "msg_" + RandomText.Mixed(24),
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = model,
            ["content"] = content,
            ["stop_reason"] = calls.Count > 0 ? "tool_use" : "end_turn",
            ["stop_sequence"] = null,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = usage.Input - usage.CacheRead,
                ["cache_creation_input_tokens"] = 0,
                ["cache_read_input_tokens"] = usage.CacheRead,
                ["output_tokens"] = usage.Output,
            },
        };
    }

    public Task WholeAsync(JsonObject message, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json";
        return response.WriteAsync(message.ToJsonString(), cancellationToken);
    }

    /// <returns>False when the stream was cut on purpose.</returns>
    public async Task<bool> StreamAsync(JsonObject message, TimeSpan gap, int? cutAfter, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        var opening = (JsonObject)message.DeepClone();
        opening["content"] = new JsonArray();
        opening["stop_reason"] = null;
        opening["usage"]!["output_tokens"] = 1;
        await EventAsync("message_start", new JsonObject { ["message"] = opening }, cancellationToken);
        await EventAsync("ping", [], cancellationToken);
        var content = message.List("content")!;
        for (var index = 0; index < content.Count; index++)
        {
            if (!await BlockAsync(index, (JsonObject)content[index]!, gap, cutAfter, cancellationToken))
            {
                return false;
            }
        }

        await EventAsync("message_delta", new JsonObject
        {
            ["delta"] = new JsonObject { ["stop_reason"] = message.Text("stop_reason"), ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = message["usage"]!["output_tokens"]!.DeepClone() },
        }, cancellationToken);
        await EventAsync("message_stop", [], cancellationToken);
        return true;
    }

    private async Task<bool> BlockAsync(int index, JsonObject block, TimeSpan gap, int? cutAfter, CancellationToken cancellationToken)
    {
        var (start, text, delta, field) = block.Text("type") switch
        {
            "thinking" => (new JsonObject { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" }, block.Text("thinking")!, "thinking_delta", "thinking"),
            "tool_use" => (EmptyInput(block), block["input"]!.ToJsonString(), "input_json_delta", "partial_json"),
            _ => (new JsonObject { ["type"] = "text", ["text"] = "" }, block.Text("text")!, "text_delta", "text"),
        };
        await EventAsync("content_block_start", new JsonObject { ["index"] = index, ["content_block"] = start }, cancellationToken);
        foreach (var chunk in Chunks(text))
        {
            if (cutAfter is { } limit && _chunks++ >= limit)
            {
                return false;
            }

            await EventAsync("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = new JsonObject { ["type"] = delta, [field] = chunk } }, cancellationToken);
            if (gap > TimeSpan.Zero)
            {
                await Task.Delay(gap, time, cancellationToken);
            }
        }

        if (delta == "thinking_delta")
        {
            await EventAsync("content_block_delta", new JsonObject { ["index"] = index, ["delta"] = new JsonObject { ["type"] = "signature_delta", ["signature"] = block.Text("signature") } }, cancellationToken);
        }

        await EventAsync("content_block_stop", new JsonObject { ["index"] = index }, cancellationToken);
        return true;
    }

    private static JsonObject EmptyInput(JsonObject block)
    {
        var start = (JsonObject)block.DeepClone();
        start["input"] = new JsonObject();
        return start;
    }

    /// <summary>Pieces that never part a surrogate pair.</summary>
    private static IEnumerable<string> Chunks(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + ChunkLength);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            yield return text[start..end];
            start = end;
        }
    }

    private async Task EventAsync(string type, JsonObject data, CancellationToken cancellationToken)
    {
        data.Insert(0, "type", type);
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: {type}\ndata: {data.ToJsonString()}\n\n"), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
