using System.Globalization;
using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Model.Tools;

/// <summary>
/// Maps a todo list onto what the harness offers: one call with the whole list, one call for each entry, or rows of a database. A harness
/// without any gets it printed, so that the script goes on.
/// </summary>
internal static class TodoTools
{
    private static readonly string[] ListTools = ["TodoWrite", "todowrite", "todo_write", "write_todos", "update_plan", "update_todo"];

    public static IReadOnlyList<ToolCall> Calls(Conversation conversation, IReadOnlyList<TodoEntry> entries)
    {
        if (ToolFinder.Find(conversation, ListTools) is { } list)
        {
            return [SchemaFiller.Call(list, Known(entries))];
        }

        if (ToolFinder.Find(conversation, "sql") is { } database)
        {
            return [SchemaFiller.Call(database, new JsonObject { ["description"] = "Keep the todo list", ["query"] = Rows(entries) })];
        }

        return Single(conversation, entries) ?? Kept(conversation, entries) ?? Printed(conversation, entries);
    }

    private static JsonObject Known(IReadOnlyList<TodoEntry> entries)
    {
        var list = new JsonArray([.. entries.Select((entry, index) => (JsonNode)new JsonObject
        {
            ["id"] = Number(index + 1),
            ["content"] = entry.Text,
            ["description"] = entry.Text,
            ["step"] = entry.Text,
            ["text"] = entry.Text,
            ["title"] = entry.Text,
            ["activeForm"] = entry.Text,
            ["priority"] = "medium",
            ["status"] = Status(entry.Progress),
        })]);
        return new JsonObject { ["todos"] = list, ["plan"] = list.DeepClone(), ["items"] = list.DeepClone() };
    }

    /// <summary>A tool to create an entry and one to change it. An entry that is there already is changed.</summary>
    private static ToolCall[]? Single(Conversation conversation, IReadOnlyList<TodoEntry> entries)
    {
        var created = conversation.Turns.SelectMany(turn => turn.Calls).Count(call => call.Name == "TaskCreate");
        if (created == 0)
        {
            var calls = entries.Select(entry => ToolFinder.Call(conversation, "TaskCreate", new JsonObject { ["subject"] = entry.Text, ["description"] = entry.Text, ["activeForm"] = entry.Text }, isListed: true)).OfType<ToolCall>().ToArray();
            return calls.Length == 0 ? null : ToolFinder.IsSearch(calls[0]) ? [calls[0]] : calls;
        }

        var first = created - entries.Count;
        var changes = entries.Select((entry, index) => ToolFinder.Call(conversation, "TaskUpdate", new JsonObject { ["taskId"] = Number(first + index + 1), ["status"] = Status(entry.Progress) }, isListed: true)).OfType<ToolCall>().ToArray();
        return changes.Length == 0 ? null : ToolFinder.IsSearch(changes[0]) ? [changes[0]] : changes;
    }

    private static ToolCall[]? Kept(Conversation conversation, IReadOnlyList<TodoEntry> entries) =>
        ToolFinder.Call(conversation, "todo_write", Known(entries), isListed: true) is { } call ? [call] : null;

    private static ToolCall[] Printed(Conversation conversation, IReadOnlyList<TodoEntry> entries) =>
        ShellTool.Call(conversation, "printf '%s\\n' " + string.Join(' ', entries.Select(entry => $"'[{Status(entry.Progress)}] {entry.Text}'"))) is { } call ? [call] : [];

    private static string Rows(IReadOnlyList<TodoEntry> entries) => string.Join('\n', entries.Select((entry, index) =>
        $"INSERT INTO todos (id, title, status) VALUES ('todo-{index + 1}', '{entry.Text}', '{Row(entry.Progress)}') ON CONFLICT(id) DO UPDATE SET status = excluded.status;"));

    private static string Row(TodoProgress progress) => progress == TodoProgress.Completed ? "done" : Status(progress);

    private static string Status(TodoProgress progress) => progress switch
    {
        TodoProgress.InProgress => "in_progress",
        TodoProgress.Completed => "completed",
        _ => "pending",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
