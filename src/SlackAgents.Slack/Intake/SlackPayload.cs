using System.Text.Json;

namespace SlackAgents.Slack.Intake;

/// <summary>Reads fields of a payload that may have any shape: what is not there, or not of the kind, is null.</summary>
internal static class SlackPayload
{
    public static string? Text(this JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    public static bool Flag(this JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;

    /// <summary>The nested object, or an undefined element that answers null to everything.</summary>
    public static JsonElement Nested(this JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object ? value : default;

    /// <summary>The first object of a nested list, or an undefined element.</summary>
    public static JsonElement FirstOf(this JsonElement owner, string name) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Array
            ? value.EnumerateArray().FirstOrDefault(item => item.ValueKind is JsonValueKind.Object)
            : default;
}
