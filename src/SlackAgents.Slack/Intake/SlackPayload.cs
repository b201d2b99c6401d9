using System.Text.Json;
using System.Text.RegularExpressions;

namespace SlackAgents.Slack.Intake;

/// <summary>Reads fields of a payload that may have any shape: what is not there, or not of the kind, is null.</summary>
internal static partial class SlackPayload
{
    public static string? Text(this JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String && Decode(value) is { Length: > 0 } text
            ? text
            : null;

    public static bool Flag(this JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;

    /// <summary>The nested object, or an undefined element that answers null to everything.</summary>
    public static JsonElement Nested(this JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : default;

    /// <summary>The first object of a nested list, or an undefined element.</summary>
    public static JsonElement FirstOf(this JsonElement owner, string name) => owner.Objects(name).FirstOrDefault();

    /// <summary>The objects of a nested list; none when it is no list.</summary>
    public static IEnumerable<JsonElement> Objects(this JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array
            ? value.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.Object)
            : [];

    private static string? Decode(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: valid JSON, no valid text. One such character must not cost the message.
            return JsonSerializer.Deserialize<string>(SurrogatePattern().Replace(value.GetRawText(), @"\ufffd"));
        }
    }

    [GeneratedRegex(@"\\u[dD][89a-fA-F][0-9a-fA-F]{2}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SurrogatePattern();
}
