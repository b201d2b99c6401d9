using System.Text.Json.Nodes;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>The Responses API. platform.openai.com/docs/api-reference/responses</summary>
internal sealed class OpenAIResponsesFormat : OpenAIFormat
{
    public override string Name => "openai-responses";

    public override string? Problem(ModelCall call) => OpenAIResponsesRules.Problem(call.Body);

    public override Conversation Read(ModelCall call)
    {
        var items = Items(call.Body).ToList();
        var system = call.Body.Text("instructions") + "\n" + string.Join('\n', items.Where(IsInstruction).Select(item => FormatText.Of(item["content"])));
        var found = items.Where(item => item.Text("type") == "tool_search_output").SelectMany(item => Tools(item.List("tools")));
        return new Conversation(Turns(items.Where(item => !IsInstruction(item))), [.. Tools(call.Body.List("tools")), .. found], system)
        {
            AnswerSchema = call.Body.Child("text")?.Child("format")?.Child("schema"),
        };
    }

    public override JsonObject Whole(ModelCall call, ModelAnswer answer) => OpenAIResponsesAnswer.Response(call.Body, answer);

    public override IEnumerable<StreamFrame> Stream(ModelCall call, ModelAnswer answer) => OpenAIResponsesAnswer.Stream(call.Body, answer);

    /// <summary>The input; a plain string is one message.</summary>
    public static IEnumerable<JsonObject> Items(JsonObject body) => body["input"] switch
    {
        JsonArray list => list.OfType<JsonObject>(),
        JsonValue text => [new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = text.DeepClone() }],
        _ => [],
    };

    private static bool IsInstruction(JsonObject item) => item.Text("role") is "system" or "developer";

    /// <summary>Items of the assistant that follow one another are one turn: a text and its calls come as separate items.</summary>
    private static IEnumerable<ConversationTurn> Turns(IEnumerable<JsonObject> items)
    {
        var said = new List<string>();
        var calls = new List<ToolCall>();
        foreach (var item in items)
        {
            if (IsOutput(item) || item.Text("role") == "user")
            {
                if (said.Count + calls.Count > 0)
                {
                    yield return ConversationTurn.Assistant(string.Join('\n', said), [.. calls]);
                    said.Clear();
                    calls.Clear();
                }

                foreach (var turn in IsOutput(item) ? [ConversationTurn.Tool(FormatText.Of(item["output"]))] : FormatText.Parts(item["content"]).Select(part => ConversationTurn.User(FormatText.Of(part))))
                {
                    yield return turn;
                }
            }
            else if (item.Text("type")?.EndsWith("_call", StringComparison.Ordinal) == true)
            {
                calls.Add(Call(item));
            }
            else if (item.Text("role") == "assistant")
            {
                said.Add(FormatText.Of(item["content"]));
            }
        }

        if (said.Count + calls.Count > 0)
        {
            yield return ConversationTurn.Assistant(string.Join('\n', said), [.. calls]);
        }
    }

    private static bool IsOutput(JsonObject item) => item.Text("type") is { } type && (type.EndsWith("_call_output", StringComparison.Ordinal) || type == "tool_search_output");

    private static ToolCall Call(JsonObject item) => item.Text("type") switch
    {
        "custom_tool_call" => new ToolCall(item.Text("name") ?? string.Empty, item.Text("input") ?? string.Empty) { Kind = ToolKind.Freeform },
        "tool_search_call" => new ToolCall("tool_search", item["arguments"]?.ToJsonString() ?? "{}") { Kind = ToolKind.Search },
        var type => new ToolCall(item.Text("name") ?? type ?? string.Empty, item.Text("arguments") ?? "{}") { Namespace = item.Text("namespace") },
    };
}
