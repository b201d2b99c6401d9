using System.Text.Json.Nodes;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>Chat completions, as OpenAI and everybody compatible with it. platform.openai.com/docs/api-reference/chat</summary>
internal sealed class OpenAIChatFormat : OpenAIFormat
{
    public override string Name => "openai-chat";

    public override string? Problem(ModelCall call) => OpenAIChatRules.Problem(call.Body);

    public override Conversation Read(ModelCall call)
    {
        var messages = (call.Body.List("messages") ?? []).OfType<JsonObject>().ToList();
        var system = string.Join('\n', messages.Where(IsInstruction).Select(message => FormatText.Of(message["content"])));
        return new Conversation(messages.Where(message => !IsInstruction(message)).SelectMany(Turns), [.. Tools(call.Body.List("tools"))], system)
        {
            AnswerSchema = call.Body.Child("response_format")?.Child("json_schema")?.Child("schema"),
        };
    }

    public override JsonObject Whole(ModelCall call, ModelAnswer answer) => OpenAIChatAnswer.Completion(answer);

    public override IEnumerable<StreamFrame> Stream(ModelCall call, ModelAnswer answer) =>
        OpenAIChatAnswer.Stream(answer, call.Body.Child("stream_options")?.Flag("include_usage") == true);

    private static bool IsInstruction(JsonObject message) => message.Text("role") is "system" or "developer";

    private static IEnumerable<ConversationTurn> Turns(JsonObject message) => message.Text("role") switch
    {
        "assistant" => [ConversationTurn.Assistant(FormatText.Of(message["content"]), [.. (message.List("tool_calls") ?? []).OfType<JsonObject>().Select(Call)])],
        "tool" => [ConversationTurn.Tool(FormatText.Of(message["content"]))],
        _ => FormatText.Parts(message["content"]).Select(part => ConversationTurn.User(FormatText.Of(part))),
    };

    private static ToolCall Call(JsonObject call) => call.Child("custom") is { } custom
        ? new ToolCall(custom.Text("name") ?? string.Empty, custom.Text("input") ?? string.Empty) { Kind = ToolKind.Freeform }
        : new ToolCall(call.Child("function")?.Text("name") ?? string.Empty, call.Child("function")?.Text("arguments") ?? "{}");
}
