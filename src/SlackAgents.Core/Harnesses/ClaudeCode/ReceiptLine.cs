using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>
/// <c>command_lifecycle</c> lines: what became of a message. <c>started</c> comes when it is put before the model, be it
/// beside a tool's result or as a prompt of its own after the result; <c>completed</c> when what followed is done.
/// </summary>
internal static class ReceiptLine
{
    public static IEnumerable<LineEvent> Read(JsonElement root, string promptId)
    {
        var id = BoundedText.Name(root.Text("command_uuid"));
        var state = root.Text("state") switch
        {
            "queued" => "queued",
            "started" => "delivered",
            _ => null,
        };
        var isSteering = state is not null && id.Length > 0 && !string.Equals(id, promptId, StringComparison.OrdinalIgnoreCase);
        yield return isSteering
            ? new LineEvent(new SteeringEvent(id, state!, null), Key: $"steering:{id}:{state}")
            : LineEvent.Notice("prompt_receipt", $"{root.Text("state")} {id}");
    }
}
