using System.Globalization;
using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary><c>session/update</c>: what happens in a session.</summary>
internal static class UpdateLine
{
    private const int MaxTodos = 200;
    private const int MaxTodo = 500;
    private const int MaxReplay = 200;

    public static IEnumerable<HarnessEvent> Read(JsonElement update, AcpQuirks quirks, AcpKeys keys)
    {
        var kind = update.Text("sessionUpdate");
        return kind switch
        {
            "agent_message_chunk" => ChunkLine.Message(update, quirks),
            "agent_thought_chunk" => ChunkLine.Thought(update),
            "user_message_chunk" => [Notice("replayed", BoundedText.Cut(update.Member("content")?.Text("text"), MaxReplay))],
            "tool_call" or "tool_call_update" => ToolLine.Read(update, kind is "tool_call", quirks, keys),
            "plan" => [new HarnessEvent(Plan(update), null)],
            "usage_update" => [Notice("context", Context(update))],
            "available_commands_update" => [Notice("commands", $"{update.Items("availableCommands").Count()} commands")],
            "current_mode_update" => [Notice("mode", update.Text("currentModeId"))],
            "config_option_update" => [Notice("options", Options(update))],
            "session_info_update" => [Info(update)],
            _ => [new HarnessEvent(new UnknownEvent(quirks.Source, BoundedText.Name($"update/{kind}")), null)],
        };
    }

    /// <summary>The value that an option of the session has, for example of <c>model</c>.</summary>
    public static string? OptionOf(JsonElement holder, string id) => holder.Items("configOptions")
        .Where(option => option.Text("id") == id)
        .Select(option => option.Text("currentValue"))
        .FirstOrDefault();

    private static HarnessEvent Notice(string topic, string? text) => new(new NoticeEvent(topic, BoundedText.Cut(text)), null);

    private static TodoEvent Plan(JsonElement update) => new([.. update.Items("entries").Take(MaxTodos).Select(entry => new TodoItem(
        BoundedText.Cut(entry.Text("content"), MaxTodo),
        entry.Text("status") is "in_progress" or "completed" ? entry.Text("status")! : "pending"))]);

    private static string Context(JsonElement update)
    {
        var cost = update.Member("cost") is { } spent && spent.Money("amount") is { } amount
            ? string.Create(CultureInfo.InvariantCulture, $", {amount:0.####} {BoundedText.Name(spent.Text("currency"))} in this session")
            : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{update.Integer("used") ?? 0} of {update.Integer("size") ?? 0} tokens{cost}");
    }

    private static string Options(JsonElement update) => string.Join(
        ", ",
        update.Items("configOptions").Take(20).Select(option => $"{BoundedText.Name(option.Text("id"))}: {BoundedText.Name(option.Member("currentValue")?.ToString())}"));

    private static HarnessEvent Info(JsonElement update)
    {
        // codex-acp tells here, and only here, what kind of failure it is.
        var codex = update.Member("_meta")?.Member("codex");
        if (codex?.Member("error") is { } error)
        {
            return new HarnessEvent(CodexError(error), null);
        }

        return update.Text("title") is { } title
            ? Notice("title", title)
            : Notice("status", codex?.Member("threadStatus")?.Text("type") ?? update.Text("updatedAt"));
    }

    private static TraceEvent CodexError(JsonElement error)
    {
        var failure = AcpFailure.OfCodex(error);
        return error.Flag("willRetry") == true
            ? RetryWords.Of(error.Text("message") ?? string.Empty, failure.Status, failure.Message)
            : new ErrorEvent(failure.Code, failure.Message);
    }
}
