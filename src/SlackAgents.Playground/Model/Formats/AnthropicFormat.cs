using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>The Messages API. docs.anthropic.com/en/api/messages</summary>
internal sealed class AnthropicFormat : IModelFormat
{
    private const string ModelId = "claude-sonnet-4-5";

    public string Name => "anthropic";

    public string Key(HttpRequest request) => request.Headers["x-api-key"].ToString() is { Length: > 0 } key ? key : FormatText.BearerKey(request);

    public string? Problem(ModelCall call) => AnthropicRules.Problem(call);

    public string Model(ModelCall call) => call.Body.Text("model") ?? string.Empty;

    public bool WantsStream(ModelCall call) => call.Body.Flag("stream");

    public string StreamType(ModelCall call) => "text/event-stream";

    public Conversation Read(ModelCall call)
    {
        var tools = (call.Body.List("tools") ?? []).OfType<JsonObject>()
            .Where(tool => tool.Text("name") is not null)
            .Select(tool => new OfferedTool(tool.Text("name")!, tool.Child("input_schema") ?? []));
        var turns = (call.Body.List("messages") ?? []).OfType<JsonObject>().Where(message => message.Text("role") != "system").SelectMany(Turns);
        return new Conversation(turns, [.. tools], FormatText.Of(call.Body["system"]))
        {
            AnswerSchema = (call.Body.Child("output_config")?.Child("format") ?? call.Body.Child("output_format"))?.Child("schema"),
        };
    }

    public JsonObject Whole(ModelCall call, ModelAnswer answer) => AnthropicAnswer.Message(answer);

    public IEnumerable<StreamFrame> Stream(ModelCall call, ModelAnswer answer) => AnthropicAnswer.Stream(answer);

    public void PutHeaders(IHeaderDictionary headers, ModelFailure? failure)
    {
        headers["request-id"] = "req_" + RandomText.Mixed(24);
        if (failure is { IsTemporary: true })
        {
            headers.RetryAfter = failure.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    public JsonObject Failure(ModelFailure failure)
    {
        var (type, message) = failure.Status switch
        {
            400 => ("invalid_request_error", "The request is not a valid Messages request."),
            401 => ("authentication_error", "invalid x-api-key"),
            402 => ("billing_error", "Your credit balance is too low to access the API."),
            403 => ("permission_error", "Your API key does not have permission to use the specified resource."),
            404 => ("not_found_error", "The requested resource could not be found."),
            429 => ("rate_limit_error", "This request would exceed your rate limit."),
            529 => ("overloaded_error", "Overloaded"),
            _ => ("api_error", "Internal server error"),
        };
        return new JsonObject
        {
            ["type"] = "error",
            ["error"] = new JsonObject { ["type"] = type, ["message"] = failure.Message ?? message },
            ["request_id"] = "req_" + RandomText.Mixed(24),
        };
    }

    public JsonObject Models(string? id)
    {
        var model = new JsonObject { ["type"] = "model", ["id"] = id ?? ModelId, ["display_name"] = "Scripted model", ["created_at"] = "2026-01-01T00:00:00Z" };
        return id is not null ? model : new JsonObject { ["data"] = new JsonArray(model), ["has_more"] = false, ["first_id"] = ModelId, ["last_id"] = ModelId };
    }

    public JsonObject Count(int tokens) => new() { ["input_tokens"] = tokens };

    private static IEnumerable<ConversationTurn> Turns(JsonObject message)
    {
        var parts = FormatText.Parts(message["content"]).ToList();
        if (message.Text("role") == "assistant")
        {
            var calls = parts.Where(part => part.Text("type") == "tool_use").Select(part => new ToolCall(part.Text("name") ?? string.Empty, part["input"]?.ToJsonString() ?? "{}"));
            return [ConversationTurn.Assistant(string.Join('\n', parts.Where(part => part.Text("type") == "text").Select(FormatText.Of)), [.. calls])];
        }

        return parts.Select(part => part.Text("type") == "tool_result" ? ConversationTurn.Tool(FormatText.Of(part["content"])) : ConversationTurn.User(FormatText.Of(part)));
    }
}
