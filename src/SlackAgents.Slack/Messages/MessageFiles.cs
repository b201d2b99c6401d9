using System.Text.Json;
using SlackAgents.Core.Messages;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.Messages;

/// <summary>The files that a message tells of (docs.slack.dev/reference/objects/file-object).</summary>
internal static class MessageFiles
{
    /// <summary>More than a person attaches to one message.</summary>
    private const int Most = 50;

    private const int LongestName = 255;

    /// <param name="owner">A message, or something else with a list <c>files</c>.</param>
    public static IReadOnlyList<MessageFile> Of(JsonElement owner) =>
        owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty("files", out var files) && files.ValueKind is JsonValueKind.Array
            ? [.. files.EnumerateArray().Where(file => file.Text("id") is not null).Take(Most).Select(Read)]
            : [];

    private static MessageFile Read(JsonElement file) => new(
        file.Text("id")!,
        Bounded(file.Text("name") ?? file.Text("title") ?? file.Text("id")!),
        Bounded(file.Text("mimetype") ?? string.Empty),
        Math.Max(0, file.Number("size")),
        IsHandedOut(file) ? file.Text("url_private_download") ?? file.Text("url_private") : null);

    /// <summary>Deleted ones, those that a plan's limit hides, those of other services and those that another workspace has not shown yet are not.</summary>
    private static bool IsHandedOut(JsonElement file) =>
        file.Text("mode") is not ("tombstone" or "hidden_by_limit" or "external")
        && !file.Flag("is_external")
        && file.Text("file_access") is null or "visible";

    private static string Bounded(string text) => text.Length <= LongestName ? text : text[^LongestName..];

    private static long Number(this JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;
}
