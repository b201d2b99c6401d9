using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>
/// The agent's task list. Read from the results of the task tools, not from the calls: only a result says that the
/// change happened, and which number a new task got.
/// </summary>
internal sealed class TodoBoard
{
    private const int MaxItems = 200;
    private const int MaxText = 500;

    private readonly SortedDictionary<int, TodoItem> _items = [];

    /// <summary>The whole list after this line, or null when the line does not touch it.</summary>
    public TodoEvent? Apply(JsonElement root)
    {
        if (root.Member("tool_use_result") is not { ValueKind: JsonValueKind.Object } result)
        {
            return null;
        }

        return ApplyCreated(result) || ApplyUpdated(result) || ApplyWhole(result)
            ? new TodoEvent([.. _items.Values])
            : null;
    }

    // TaskCreate: {"task":{"id":"1","subject":"…"}}
    private bool ApplyCreated(JsonElement result)
    {
        if (result.Member("task") is not { } task || Id(task, "id") is not { } id || task.Text("subject") is not { } subject)
        {
            return false;
        }

        return Set(id, BoundedText.Cut(subject, MaxText), "pending");
    }

    // TaskUpdate: {"success":true,"taskId":"1","updatedFields":["status"],"statusChange":{"from":"…","to":"…"}}
    private bool ApplyUpdated(JsonElement result)
    {
        if (Id(result, "taskId") is not { } id || result.Flag("success") != true || result.Member("statusChange")?.Text("to") is not { } status)
        {
            return false;
        }

        if (status is "deleted")
        {
            return _items.Remove(id);
        }

        // A task of an earlier turn of the session: its name was said to another reader.
        return Set(id, _items.TryGetValue(id, out var item) ? item.Text : $"Task {id}", status);
    }

    // TodoWrite of other versions: {"oldTodos":[…],"newTodos":[{"content":"…","status":"…"}]}
    private bool ApplyWhole(JsonElement result)
    {
        if (result.Member("newTodos") is not { ValueKind: JsonValueKind.Array } todos)
        {
            return false;
        }

        _items.Clear();
        foreach (var todo in todos.EnumerateArray().Take(MaxItems))
        {
            Set(_items.Count + 1, BoundedText.Cut(todo.Text("content"), MaxText), todo.Text("status") ?? "pending");
        }

        return true;
    }

    private bool Set(int id, string text, string status)
    {
        if (!_items.ContainsKey(id) && _items.Count >= MaxItems)
        {
            return false;
        }

        _items[id] = new TodoItem(text, status is "in_progress" or "completed" ? status : "pending");
        return true;
    }

    private static int? Id(JsonElement element, string name) =>
        element.Text(name) is { Length: < 7 } text && text.Length > 0 && text.All(char.IsAsciiDigit) ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
}
