using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>The Gemini API: the path names the model and whether to stream. ai.google.dev/api/generate-content</summary>
internal sealed class GeminiFormat : IModelFormat
{
    private const string ModelId = "gemini-2.5-pro";

    public string Name => "gemini";

    public string Key(HttpRequest request) =>
        request.Headers["x-goog-api-key"].ToString() is { Length: > 0 } key ? key
        : request.Query["key"].ToString() is { Length: > 0 } asked ? asked
        : FormatText.BearerKey(request);

    public string? Problem(ModelCall call) => GeminiRules.Problem(call);

    public string Model(ModelCall call) => call.Path[(call.Path.LastIndexOf('/') + 1)..].Split(':')[0];

    public bool WantsStream(ModelCall call) => call.Path.EndsWith(":streamGenerateContent", StringComparison.Ordinal);

    public string StreamType(ModelCall call) => IsEvents(call) ? "text/event-stream" : "application/json; charset=UTF-8";

    public Conversation Read(ModelCall call)
    {
        var tools = (call.Body.List("tools") ?? []).OfType<JsonObject>()
            .SelectMany(tool => (tool.List("functionDeclarations") ?? tool.List("function_declarations") ?? []).OfType<JsonObject>())
            .Where(tool => tool.Text("name") is not null)
            .Select(tool => new OfferedTool(tool.Text("name")!, tool.Child("parametersJsonSchema") ?? tool.Child("parameters") ?? []));
        var turns = (call.Body.List("contents") ?? []).OfType<JsonObject>().SelectMany(Turns);
        var wanted = call.Body.Child("generationConfig");
        return new Conversation(turns, [.. tools], FormatText.Of(call.Body["systemInstruction"] ?? call.Body["system_instruction"]))
        {
            AnswerSchema = wanted?.Child("responseJsonSchema") ?? wanted?.Child("responseSchema"),
        };
    }

    public JsonObject Whole(ModelCall call, ModelAnswer answer) => GeminiAnswer.Whole(answer);

    /// <summary>Events when asked for; else one JSON list that grows.</summary>
    public IEnumerable<StreamFrame> Stream(ModelCall call, ModelAnswer answer)
    {
        var isFirst = true;
        foreach (var (data, isChunk) in GeminiAnswer.Stream(answer))
        {
            yield return IsEvents(call) ? FormatText.Event(data, isChunk) : new StreamFrame((isFirst ? "[" : ",\r\n") + data.ToJsonString(), isChunk);
            isFirst = false;
        }

        if (!IsEvents(call))
        {
            yield return new StreamFrame("]");
        }
    }

    public void PutHeaders(IHeaderDictionary headers, ModelFailure? failure) => headers["server-timing"] = "gfet4t7; dur=1";

    public JsonObject Failure(ModelFailure failure)
    {
        var (status, message) = failure.Status switch
        {
            400 => ("INVALID_ARGUMENT", "Request contains an invalid argument."),
            401 => ("UNAUTHENTICATED", "API key not valid. Please pass a valid API key."),
            402 => ("FAILED_PRECONDITION", "Billing is not enabled for this project."),
            403 => ("PERMISSION_DENIED", "The caller does not have permission."),
            404 => ("NOT_FOUND", "The model is not found."),
            429 => ("RESOURCE_EXHAUSTED", "You exceeded your current quota."),
            503 or 529 => ("UNAVAILABLE", "The model is overloaded. Please try again later."),
            _ => ("INTERNAL", "An internal error has occurred."),
        };
        var error = new JsonObject { ["code"] = failure.Status, ["message"] = failure.Message ?? message, ["status"] = status };
        if (failure.IsTemporary)
        {
            error["details"] = new JsonArray(new JsonObject
            {
                ["@type"] = "type.googleapis.com/google.rpc.RetryInfo",
                ["retryDelay"] = failure.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture) + "s",
            });
        }

        return new JsonObject { ["error"] = error };
    }

    public JsonObject Models(string? id)
    {
        var model = new JsonObject
        {
            ["name"] = "models/" + (id ?? ModelId),
            ["version"] = "001",
            ["displayName"] = "Scripted model",
            ["inputTokenLimit"] = 1_048_576,
            ["outputTokenLimit"] = 65_536,
            ["supportedGenerationMethods"] = new JsonArray("generateContent", "countTokens"),
        };
        return id is not null ? model : new JsonObject { ["models"] = new JsonArray(model) };
    }

    public JsonObject Count(int tokens) => new() { ["totalTokens"] = tokens };

    private static bool IsEvents(ModelCall call) => call.Query["alt"] == "sse";

    private static IEnumerable<ConversationTurn> Turns(JsonObject content)
    {
        var parts = (content.List("parts") ?? []).OfType<JsonObject>().ToList();
        if (content.Text("role") == "model")
        {
            var said = parts.Where(part => part.ContainsKey("text") && !part.Flag("thought")).Select(FormatText.Of);
            var calls = parts.Select(part => part.Child("functionCall")).OfType<JsonObject>().Select(call => new ToolCall(call.Text("name") ?? string.Empty, call["args"]?.ToJsonString() ?? "{}"));
            return [ConversationTurn.Assistant(string.Join('\n', said), [.. calls])];
        }

        return parts.Select(part => part.Child("functionResponse") is { } response ? ConversationTurn.Tool(Output(response)) : ConversationTurn.User(FormatText.Of(part)));
    }

    private static string Output(JsonObject response) =>
        response.Child("response") is { } answer ? answer.Text("output") ?? answer.Text("error") ?? answer.ToJsonString() : string.Empty;
}
