using System.Text.Json;

namespace SlackAgents.Slack.Intake;

/// <summary>What was chosen or typed in an element, whatever its kind (docs.slack.dev/reference/interaction-payloads/view-interactions-payload).</summary>
internal static class StateValues
{
    /// <summary>More than a modal holds.</summary>
    private const int MaxFields = 100;

    /// <summary>Slack takes 3,000 characters in one field; a forged payload may hold more.</summary>
    private const int MaxLength = 12_000;

    /// <summary>The answers of a form by the name of the field; what was left empty is missing.</summary>
    public static Dictionary<string, string> ReadForm(JsonElement view)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in Fields(view).Take(MaxFields))
        {
            if (Read(field.Element) is { Length: > 0 } answer)
            {
                values.TryAdd(field.Name, answer.Length > MaxLength ? answer[..MaxLength] : answer);
            }
        }

        return values;
    }

    /// <summary>Id of the block that holds this field; null when the form has none of that name.</summary>
    public static string? BlockOf(JsonElement view, string field) =>
        Fields(view).Where(one => one.Name == field).Select(one => one.Block).FirstOrDefault();

    /// <summary>What was chosen in a picker; null when nothing is.</summary>
    public static string? ReadChoice(JsonElement element) =>
        element.Nested("selected_option").Text("value")
        ?? element.Text("selected_conversation")
        ?? element.Text("selected_channel")
        ?? element.Text("selected_user")
        ?? element.Text("selected_date")
        ?? element.Text("selected_time")
        ?? Join(element, "selected_options")
        ?? Join(element, "selected_conversations")
        ?? Join(element, "selected_channels")
        ?? Join(element, "selected_users");

    /// <summary>What is typed into an input is what it says: Slack escapes nothing there.</summary>
    private static string? Read(JsonElement element) => element.Text("value") ?? ReadChoice(element);

    private static IEnumerable<(string Block, string Name, JsonElement Element)> Fields(JsonElement view)
    {
        var values = view.Nested("state").Nested("values");
        return values.ValueKind is not JsonValueKind.Object
            ? []
            : from block in values.EnumerateObject()
              where block.Value.ValueKind is JsonValueKind.Object
              from field in block.Value.EnumerateObject()
              select (block.Name, field.Name, field.Value);
    }

    private static string? Join(JsonElement element, string name)
    {
        if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out var list) || list.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var chosen = list.EnumerateArray().Take(MaxFields).Select(item => item.ValueKind is JsonValueKind.String ? item.GetString() : item.Text("value"));
        return string.Join(',', chosen.Where(value => !string.IsNullOrEmpty(value))) is { Length: > 0 } joined ? joined : null;
    }
}
