using SlackAgents.Playground.Model.Tools;

namespace SlackAgents.Playground.Model;

/// <summary>One piece of the conversation.</summary>
/// <param name="Who">Who said it.</param>
/// <param name="Text">What was said; of a user, without what the harness put around it.</param>
internal sealed record ConversationTurn(Speaker Who, string Text)
{
    /// <summary>The assistant's tool calls.</summary>
    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    /// <summary>The text as it came.</summary>
    public string Raw { get; init; } = Text;

    public static ConversationTurn User(string raw) => new(Speaker.User, HarnessText.Said(raw)) { Raw = raw };

    public static ConversationTurn Tool(string text) => new(Speaker.Tool, text);

    public static ConversationTurn Assistant(string text, IReadOnlyList<ToolCall> calls) => new(Speaker.Assistant, text) { Calls = calls };
}
