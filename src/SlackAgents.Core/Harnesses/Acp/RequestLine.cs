using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>What the agent asks of its client, or tells it outside of a session. The driver answers.</summary>
internal static class RequestLine
{
    public static IEnumerable<HarnessEvent> Read(JsonElement root, string method, AcpQuirks quirks, AcpKeys keys)
    {
        var parameters = root.Member("params");
        if (method is AcpMethods.AskPermission && parameters?.Member("toolCall") is { } call)
        {
            yield return new HarnessEvent(new NoticeEvent("permission", "Asked: " + AcpToolSummary.Of(call)), keys.Request(root));
            // After a yes some agents tell only the result.
            yield return ToolLine.Call(call, BoundedText.Name(call.Text("toolCallId")), keys);
            yield break;
        }

        yield return new HarnessEvent(IsKnown(method) ? new NoticeEvent("client_request", BoundedText.Name(method)) : new UnknownEvent(quirks.Source, BoundedText.Name(method)), keys.Request(root));
    }

    // The protocol's own requests, and extensions: those begin with a line, or with the name of the agent that made them.
    private static bool IsKnown(string method) =>
        method is "fs/read_text_file" or "fs/write_text_file"
        || method.StartsWith("terminal/", StringComparison.Ordinal)
        || method.StartsWith('_')
        || method.StartsWith("qwen/", StringComparison.Ordinal)
        || method.StartsWith("craft/", StringComparison.Ordinal);
}
