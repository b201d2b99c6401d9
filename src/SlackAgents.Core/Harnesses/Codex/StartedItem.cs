using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary><c>item/started</c>: a tool call begins, a person's message is given to the model.</summary>
internal static class StartedItem
{
    public static HarnessEvent Read(JsonElement root, string promptId)
    {
        var item = root.Member("params")?.Member("item") ?? default;
        var type = item.Text("type");
        if (type is "userMessage" && item.Text("clientId") is { Length: > 0 } client && !string.Equals(client, promptId, StringComparison.OrdinalIgnoreCase))
        {
            // The driver's receipt of the same fact has this key too.
            var id = BoundedText.Name(client);
            return new HarnessEvent(new SteeringEvent(id, "delivered", null), $"steering:{id}:delivered");
        }

        TraceEvent started = CodexTool.CallOf(item, type) is { } call
            ? call
            : type is { } known && CodexTool.IsKnown(known)
                ? new NoticeEvent("begins", BoundedText.Name(known))
                : new UnknownEvent(CodexReader.Source, BoundedText.Name($"item/{type}"));
        return new HarnessEvent(started, CodexKey.OfItem(root, "started"));
    }
}
