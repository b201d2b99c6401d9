using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary><c>tool_call</c> and <c>tool_call_update</c>: a call is announced, begun, under way, and ended, in any number of lines.</summary>
internal static class ToolLine
{
    private const int MaxProgress = 400;

    public static IEnumerable<HarnessEvent> Read(JsonElement update, bool isFirst, AcpQuirks quirks, AcpKeys keys)
    {
        var callId = BoundedText.Name(update.Text("toolCallId"));
        if (HasEnded(update))
        {
            // A call that is told only when it is over; for one that was told before, the store keeps the first.
            var call = isFirst ? new[] { Call(update, callId, keys) } : [];
            return [.. call, Result(update, callId, keys), .. Changes(update, callId, keys)];
        }

        if (isFirst ? !IsBareAnnouncement(update) : update.Member("rawInput") is not null)
        {
            return [Call(update, callId, keys), .. quirks.ShowsChangesEarly ? Changes(update, callId, keys) : []];
        }

        return [new HarnessEvent(new NoticeEvent(isFirst ? "tool_announced" : "tool_progress", Progress(update)), null)];
    }

    /// <summary>The call, whichever line tells it first.</summary>
    public static HarnessEvent Call(JsonElement update, string callId, AcpKeys keys) => new(
        new ToolCallEvent(callId, ToolNames.Of(update), ToolNames.Input(update), AcpToolSummary.Of(update)),
        keys.Call(callId));

    /// <summary>Whether this line says that a call is over.</summary>
    public static bool HasEnded(JsonElement update) => update.Text("status") is "completed" or "failed";

    // While the model still writes the arguments; the next line has them. Agents that never tell the arguments leave
    // the member out, and then this line is all there is.
    private static bool IsBareAnnouncement(JsonElement update) =>
        update.Text("status") is "pending"
        && update.Member("rawInput") is { ValueKind: JsonValueKind.Object } input
        && input.EnumerateObject().All(argument => argument.NameEquals("cwd"));

    private static HarnessEvent Result(JsonElement update, string callId, AcpKeys keys)
    {
        var exitCode = ToolOutput.ExitCode(update);
        var isError = update.Text("status") is "failed" || exitCode is not (null or 0);
        return new HarnessEvent(new ToolResultEvent(callId, ToolOutput.Text(update), isError, null, exitCode), keys.Result(callId));
    }

    private static IEnumerable<HarnessEvent> Changes(JsonElement update, string callId, AcpKeys keys) =>
        FileChanges.Of(update, callId).Select((change, index) => new HarnessEvent(change, keys.Change(callId, index)));

    private static string Progress(JsonElement update)
    {
        var text = ToolOutput.Text(update);
        if (text.Length == 0)
        {
            return BoundedText.Cut(update.Text("title") ?? ToolNames.Of(update), MaxProgress);
        }

        // The newest is what somebody who looks now wants to see; the result has all of it.
        return text.Length <= MaxProgress ? text : BoundedText.Cut("…" + text[^MaxProgress..]);
    }
}
