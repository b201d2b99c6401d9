using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model;

/// <summary>
/// A Messages request, read. All that decides the next answer comes from here, so the model keeps no state: resuming, retrying and running
/// in parallel just work.
/// </summary>
internal sealed partial class Conversation
{
    private Conversation(JsonObject body, IReadOnlyList<ConversationTurn> turns)
    {
        Body = body;
        Turns = turns;
        Tools = [.. (body.List("tools") ?? []).OfType<JsonObject>().Where(tool => tool.Text("name") is not null)];
        System = TextOf(body["system"]);
        WorkingDirectory = FindWorkingDirectory();
    }

    public JsonObject Body { get; }

    public IReadOnlyList<ConversationTurn> Turns { get; }

    public IReadOnlyList<JsonObject> Tools { get; }

    public string System { get; }

    /// <summary>Where the harness says it works; null when it does not say.</summary>
    public string? WorkingDirectory { get; }

    /// <summary>What the last tool said, without the reminders that the harness appends. The turn itself keeps them: a steering message may be in one.</summary>
    public string LastToolText => Reminder().Replace(Turns.LastOrDefault(turn => turn.Who == Speaker.Tool)?.Text ?? string.Empty, string.Empty).Trim();

    public static Conversation Read(JsonObject body)
    {
        var turns = new List<ConversationTurn>();
        foreach (var message in (body.List("messages") ?? []).OfType<JsonObject>())
        {
            var parts = message.List("content")?.OfType<JsonObject>().ToList() ?? [new JsonObject { ["type"] = "text", ["text"] = message.Text("content") }];
            if (message.Text("role") == "assistant")
            {
                turns.Add(new ConversationTurn(Speaker.Assistant, string.Join('\n', parts.Where(part => part.Text("type") == "text").Select(TextOf)), parts.Count(part => part.Text("type") == "tool_use")));
                continue;
            }

            turns.AddRange(parts.Select(part => part.Text("type") == "tool_result"
                ? new ConversationTurn(Speaker.Tool, TextOf(part["content"]))
                : new ConversationTurn(Speaker.User, Reminder().Replace(TextOf(part), string.Empty).Trim())));
        }

        return new Conversation(body, turns);
    }

    /// <summary>Index of the newest user text with a marker, and its scenario.</summary>
    public (int Index, string Name)? Marker()
    {
        for (var index = Turns.Count - 1; index >= 0; index--)
        {
            if (Turns[index].Who == Speaker.User && MarkerPattern().Matches(Turns[index].Text) is { Count: > 0 } matches)
            {
                return (index, matches[^1].Groups["name"].Value);
            }
        }

        return null;
    }

    /// <summary>Index of the newest thing the user asked, without the harness' own reminders; -1 when there is none.</summary>
    public int LastTask()
    {
        for (var index = Turns.Count - 1; index >= 0; index--)
        {
            // A text right after tool results steers the task under way; it is not a new one.
            var isSteering = index > 0 && Turns[index - 1].Who == Speaker.Tool;
            if (Turns[index].Who == Speaker.User && Turns[index].Text.Length > 0 && !isSteering)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Tool rounds after a turn. Parallel calls are one round.</summary>
    public int RoundsAfter(int index) => Turns.Skip(index + 1).Count(turn => turn is { Who: Speaker.Assistant, Calls: > 0 });

    /// <summary>What the user said after a turn: proof that a steering message arrived.</summary>
    public string LaterUserText(int index) => string.Join(" | ", Turns.Skip(index + 1).Select(turn => turn.Who switch
    {
        Speaker.User => turn.Text,
        Speaker.Tool => Steering().Match(turn.Text) is { Success: true } match ? match.Groups["text"].Value : string.Empty,
        _ => string.Empty,
    }).Where(text => text.Length > 0));

    private static string TextOf(JsonNode? node) => node switch
    {
        JsonValue => new JsonObject { ["value"] = node.DeepClone() }.Text("value") ?? string.Empty,
        JsonArray list => string.Join('\n', list.Select(TextOf)),
        JsonObject part => part.Text("text") ?? TextOf(part["content"]),
        _ => string.Empty,
    };

    private string? FindWorkingDirectory()
    {
        var everything = System + "\n" + string.Join('\n', (Body.List("messages") ?? []).OfType<JsonObject>().Take(2).Select(message => TextOf(message["content"])));
        return Directory().Match(everything) is { Success: true } match ? match.Groups["path"].Value.TrimEnd('.', ',') : null;
    }

    [GeneratedRegex(@"\[\[fake:(?<name>[\w-]+)\]\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MarkerPattern();

    [GeneratedRegex("<system-reminder>.*?</system-reminder>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Reminder();

    [GeneratedRegex(@"new message while you were working:\n(?<text>[^\n]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Steering();

    [GeneratedRegex(@"working directory[:\s>`*]*(?<path>/[^\s<`'""]+)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Directory();
}
