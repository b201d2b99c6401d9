using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model;

/// <summary>
/// A request, read, whatever the vendor's format. All that decides the next answer comes from here, so the model keeps no state: resuming,
/// retrying and running in parallel just work.
/// </summary>
internal sealed partial class Conversation
{
    /// <summary>So far into a conversation a harness tells about itself.</summary>
    private const int OpeningTurns = 12;

    public Conversation(IEnumerable<ConversationTurn> turns, IReadOnlyList<OfferedTool> tools, string system)
    {
        var all = turns.ToList();
        Opening = system + "\n" + string.Join('\n', all.Where(turn => turn.Who == Speaker.User).Take(OpeningTurns).Select(turn => turn.Raw));
        Turns = [.. all.Where(turn => turn.Who != Speaker.User || turn.Text.Length > 0)];
        Tools = tools;
        WorkingDirectory = HarnessText.WorkingDirectory(Opening);
    }

    /// <summary>What was said, without the user texts that are the harness' own.</summary>
    public IReadOnlyList<ConversationTurn> Turns { get; }

    public IReadOnlyList<OfferedTool> Tools { get; }

    /// <summary>Tools that a search of the model has shown; they are not in the request itself.</summary>
    public IReadOnlyList<OfferedTool> ShownTools => [.. Turns.Where(turn => turn.Who == Speaker.Tool).SelectMany(turn => Shown(turn.Text))];

    /// <summary>System text and the first texts of the user's role, as they came.</summary>
    public string Opening { get; }

    /// <summary>The shape that the answer must have, for side requests that want JSON; null for free text.</summary>
    public JsonObject? AnswerSchema { get; init; }

    /// <summary>Where the harness says it works; null when it does not say.</summary>
    public string? WorkingDirectory { get; }

    /// <summary>What the last tool said, without the reminders that the harness appends. The turn itself keeps them: a steering message may be in one.</summary>
    public string LastToolText => HarnessText.WithoutAdditions(Turns.LastOrDefault(turn => turn.Who == Speaker.Tool)?.Text ?? string.Empty);

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
            if (Turns[index].Who == Speaker.User && !isSteering)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Tool rounds after a turn. Parallel calls are one round; looking for tools is none.</summary>
    public int RoundsAfter(int index) => Turns.Skip(index + 1).Count(turn => turn.Calls.Any(call => !ToolFinder.IsSearch(call)));

    /// <summary>What the user said after a turn: proof that a steering message arrived.</summary>
    public string LaterUserText(int index) => string.Join(" | ", Turns.Skip(index + 1).Select(turn => turn.Who switch
    {
        Speaker.User => turn.Text,
        Speaker.Tool => HarnessText.Steered(turn.Text),
        _ => string.Empty,
    }).Where(text => text.Length > 0));

    private static IEnumerable<OfferedTool> Shown(string text) => ShownPattern().Matches(text)
        .Select(match => WireJson.ParseObject(match.Groups["json"].Value))
        .OfType<JsonObject>()
        .Where(tool => tool.Text("name") is not null)
        .Select(tool => new OfferedTool(tool.Text("name")!, tool.Child("parameters") ?? tool.Child("parametersJsonSchema") ?? tool.Child("input_schema") ?? []));

    [GeneratedRegex(@"\[\[fake:(?<name>[\w-]+)\]\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MarkerPattern();

    [GeneratedRegex("<function>(?<json>.*?)</function>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex ShownPattern();
}
