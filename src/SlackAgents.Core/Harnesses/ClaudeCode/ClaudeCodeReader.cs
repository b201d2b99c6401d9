using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>
/// Reads stream-json. Every event but one is made from its own line alone, so reading from any line on gives the same
/// events with the same keys. The exception is the text of a <see cref="TodoEvent"/>, which remembers the tasks that
/// earlier lines named; its key does not depend on them. That is also why a tool result carries a duration only when
/// the line itself states one: the viewer knows when both lines arrived.
/// </summary>
/// <remarks>
/// Not thread-safe. The agent can write to the same output, so every line is hostile: bounded, never trusted alone.
/// </remarks>
internal sealed class ClaudeCodeReader(string promptId) : IHarnessReader
{
    /// <summary>Events that one line may become; the CLI writes one or two.</summary>
    public const int MaxEventsPerLine = 256;

    private const string Source = "claude";

    private readonly ClaudeEvidence _evidence = new(promptId);
    private readonly TodoBoard _todos = new();

    public bool TurnEnded => _evidence.TurnEnded;

    public IReadOnlyList<HarnessEvent> Read(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return ReadObject(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON, or strings with half a surrogate pair.
            return [new HarnessEvent(new UnknownEvent(Source, "unreadable"), null)];
        }
    }

    public void ReadError(string line) => _evidence.Errors.Add(line);

    public HarnessOutcome Conclude(int? exitCode, bool outOfMemory) => ClaudeVerdict.Judge(_evidence, exitCode, outOfMemory);

    private HarnessEvent[] ReadObject(JsonElement root)
    {
        var type = root.Text("type");
        IEnumerable<LineEvent> events = type switch
        {
            "system" => SystemLine.Read(root),
            "assistant" => AssistantLine.Read(root),
            "user" => UserLine.Read(root, _todos),
            "result" => ResultLine.Read(root),
            "command_lifecycle" => ReceiptLine.Read(root, promptId),
            _ => OtherLine.Read(root, type),
        };

        // Made into a list first: nothing of a line that throws half-way is kept.
        var key = LineKey.Of(root);
        var read = events.Take(MaxEventsPerLine).Select(made => new HarnessEvent(made.Event, made.Key ?? KeyOf(key, made.Suffix))).ToArray();
        _evidence.Add(root, type);
        if (read.Length == MaxEventsPerLine)
        {
            read[^1] = new HarnessEvent(new NoticeEvent("cut", "This line had more parts than are kept."), KeyOf(key, "cut"));
        }

        return read;
    }

    private static string? KeyOf(string? line, string? suffix) => line is null || suffix is null ? line : $"{line}:{suffix}";
}
