using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>What OpenAI's two ways to ask have in common. platform.openai.com/docs/api-reference</summary>
internal abstract class OpenAIFormat : IModelFormat
{
    private const string ModelId = "gpt-5.5";
    private const int RequestLimit = 500;

    public abstract string Name { get; }

    public string Key(HttpRequest request) => FormatText.BearerKey(request);

    public abstract string? Problem(ModelCall call);

    public abstract Conversation Read(ModelCall call);

    public string Model(ModelCall call) => call.Body.Text("model") ?? string.Empty;

    public bool WantsStream(ModelCall call) => call.Body.Flag("stream");

    public string StreamType(ModelCall call) => "text/event-stream";

    public abstract JsonObject Whole(ModelCall call, ModelAnswer answer);

    public abstract IEnumerable<StreamFrame> Stream(ModelCall call, ModelAnswer answer);

    public void PutHeaders(IHeaderDictionary headers, ModelFailure? failure)
    {
        headers["x-request-id"] = "req_" + RandomText.Hex(16);
        headers["openai-processing-ms"] = "1";
        if (failure is null or { Status: 429 })
        {
            headers["x-ratelimit-limit-requests"] = RequestLimit.ToString(CultureInfo.InvariantCulture);
            headers["x-ratelimit-remaining-requests"] = (failure is null ? RequestLimit - 1 : 0).ToString(CultureInfo.InvariantCulture);
            headers["x-ratelimit-reset-requests"] = $"{failure?.RetryAfterSeconds ?? 0}s";
        }

        if (failure is { IsTemporary: true })
        {
            headers.RetryAfter = failure.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    public JsonObject Failure(ModelFailure failure)
    {
        var (type, code, message) = failure.Status switch
        {
            400 => ("invalid_request_error", null, "The request is not valid."),
            401 => ("invalid_request_error", "invalid_api_key", "Incorrect API key provided."),
            402 => ("insufficient_quota", "insufficient_quota", "You exceeded your current quota, please check your plan and billing details."),
            403 => ("invalid_request_error", "unsupported_country_region_territory", "Your project does not have access to this model."),
            404 => ("invalid_request_error", "model_not_found", "The model does not exist or you do not have access to it."),
            429 => ("requests", "rate_limit_exceeded", "Rate limit reached for requests."),
            503 or 529 => ("server_error", "server_is_overloaded", "Our servers are currently overloaded. Please try again later."),
            _ => ("server_error", (string?)null, "The server had an error while processing your request."),
        };
        return new JsonObject { ["error"] = new JsonObject { ["message"] = failure.Message ?? message, ["type"] = type, ["param"] = null, ["code"] = code } };
    }

    public JsonObject Models(string? id)
    {
        var model = new JsonObject { ["id"] = id ?? ModelId, ["object"] = "model", ["created"] = 1_767_225_600, ["owned_by"] = "playground" };
        return id is not null ? model : new JsonObject { ["object"] = "list", ["data"] = new JsonArray(model) };
    }

    public JsonObject Count(int tokens) => new() { ["object"] = "response.input_tokens", ["input_tokens"] = tokens };

    /// <summary>Tools as both ways write them: the definition itself, or one level down under the kind's name.</summary>
    protected static IEnumerable<OfferedTool> Tools(JsonArray? tools, string? group = null) => (tools ?? []).OfType<JsonObject>().SelectMany(tool => tool.Text("type") switch
    {
        "namespace" => Tools(tool.List("tools"), tool.Text("name")),
        "tool_search" => [new OfferedTool("tool_search", tool.Child("parameters") ?? [], ToolKind.Search)],
        "custom" when (tool.Child("custom") ?? tool).Text("name") is { } name => [new OfferedTool(name, [], ToolKind.Freeform, group)],
        _ when (tool.Child("function") ?? tool) is var function && function.Text("name") is { } name => [new OfferedTool(name, function.Child("parameters") ?? [], ToolKind.Function, group)],
        _ => Enumerable.Empty<OfferedTool>(),
    });
}
