using System.Text.Json;

namespace SlackAgents.Slack.Rendering.Validation;

/// <summary>One look at one payload: what was found so far, and what must be there once only.</summary>
internal sealed class PayloadCheck
{
    private readonly List<PayloadProblem> _problems = [];
    private readonly HashSet<string> _blockIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _actionIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taskIds = new(StringComparer.Ordinal);

    public IReadOnlyList<PayloadProblem> Problems => _problems;

    /// <summary>Of all <c>markdown</c> blocks so far.</summary>
    public int Markdown { get; set; }

    /// <summary><c>table</c> blocks so far.</summary>
    public int Tables { get; set; }

    public void Add(string pointer, string rule) => _problems.Add(new PayloadProblem(pointer, rule));

    public void BlockId(string pointer, JsonElement block) => Unique(pointer, block, "block_id", _blockIds);

    public void ActionId(string pointer, JsonElement element) => Unique(pointer, element, "action_id", _actionIds);

    public void TaskId(string pointer, JsonElement task)
    {
        Text(pointer, task, "task_id", 255);
        Unique(pointer, task, "task_id", _taskIds);
    }

    /// <summary>A string of 1 to <paramref name="limit"/> characters.</summary>
    public void Text(string pointer, JsonElement owner, string name, int limit, bool required = true)
    {
        if (!owner.TryGetProperty(name, out var value))
        {
            if (required)
            {
                Add(pointer, $"{name} is missing");
            }
        }
        else if (value.ValueKind is not JsonValueKind.String)
        {
            Add($"{pointer}/{name}", "is no string");
        }
        else if (value.GetString() is not { Length: > 0 } text || text.Length > limit)
        {
            Add($"{pointer}/{name}", $"has {value.GetString()!.Length} characters; 1 to {limit} are taken");
        }
    }

    /// <summary>A text object (docs.slack.dev/reference/block-kit/composition-objects/text-object).</summary>
    public void TextObject(string pointer, JsonElement owner, string name, int limit, bool plain, bool required = true)
    {
        if (!owner.TryGetProperty(name, out var text))
        {
            if (required)
            {
                Add(pointer, $"{name} is missing");
            }

            return;
        }

        TextObject($"{pointer}/{name}", text, limit, plain);
    }

    public void TextObject(string pointer, JsonElement text, int limit, bool plain)
    {
        var type = TypeOf(text);
        if (type is not ("plain_text" or "mrkdwn") || (plain && type != "plain_text"))
        {
            Add(pointer, plain ? "is no plain_text object" : "is no text object");
            return;
        }

        Text(pointer, text, "text", limit);
        if (type == "mrkdwn" && text.TryGetProperty("emoji", out _))
        {
            Add($"{pointer}/emoji", "is for plain_text alone");
        }

        if (type == "plain_text" && text.TryGetProperty("verbatim", out _))
        {
            Add($"{pointer}/verbatim", "is for mrkdwn alone");
        }
    }

    /// <summary>The items of an array; empty when there is none. Reports a wrong number of them.</summary>
    public IEnumerable<(string Pointer, JsonElement Item)> Items(string pointer, JsonElement owner, string name, int least, int most)
    {
        if (!owner.TryGetProperty(name, out var array) || array.ValueKind is not JsonValueKind.Array)
        {
            if (least > 0)
            {
                Add(pointer, $"{name} is missing");
            }

            return [];
        }

        var count = array.GetArrayLength();
        if (count < least || count > most)
        {
            Add($"{pointer}/{name}", $"has {count} entries; {least} to {most} are taken");
        }

        return [.. array.EnumerateArray().Select((item, index) => (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{pointer}/{name}/{index}"), item))];
    }

    public static string? TypeOf(JsonElement node) =>
        node.ValueKind is JsonValueKind.Object && node.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String ? type.GetString() : null;

    private void Unique(string pointer, JsonElement owner, string name, HashSet<string> seen)
    {
        if (!owner.TryGetProperty(name, out var id))
        {
            return;
        }

        Text(pointer, owner, name, 255);
        if (id.ValueKind is JsonValueKind.String && !seen.Add(id.GetString()!))
        {
            Add($"{pointer}/{name}", "is there twice");
        }
    }
}
