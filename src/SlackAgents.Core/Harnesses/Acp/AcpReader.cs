using System.Text.Json;
using SlackAgents.Core.Harnesses.Driver;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>
/// Reads what an agent says in the Agent Client Protocol, and the driver's lines between. Every event is made from its
/// own line alone, so reading from any line on gives the same events with the same keys; what the turn amounts to is
/// gathered beside it in <see cref="AcpEvidence"/>.
/// </summary>
/// <remarks>
/// Not thread-safe. The agent can write to the same output, so every line is hostile: bounded, never trusted alone.
/// Agents repeat themselves about one call; such events have one key, so that the store keeps the first.
/// </remarks>
internal sealed class AcpReader(AcpQuirks quirks, HarnessTurn turn) : IHarnessReader
{
    /// <summary>Events that one line may become.</summary>
    public const int MaxEventsPerLine = 256;

    private readonly AcpKeys _keys = new(turn.PromptId);
    private readonly AcpEvidence _evidence = new(quirks, turn);

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
            return [new HarnessEvent(new UnknownEvent(quirks.Source, "unreadable"), null)];
        }
    }

    public void ReadError(string line) => _evidence.AddError(line);

    public HarnessOutcome Conclude(int? exitCode, bool outOfMemory) => AcpVerdict.Judge(_evidence, quirks, exitCode, outOfMemory);

    private HarnessEvent[] ReadObject(JsonElement root)
    {
        if (DriverLines.Read(root) is { } driver)
        {
            _evidence.AddDriver(root);
            return [driver];
        }

        // Made into a list first: nothing of a line that throws half-way is kept.
        var read = Events(root).Take(MaxEventsPerLine).ToArray();
        _evidence.Add(root);
        if (read.Length == MaxEventsPerLine)
        {
            read[^1] = new HarnessEvent(new NoticeEvent("cut", "This line had more parts than are kept."), null);
        }

        return read;
    }

    private IEnumerable<HarnessEvent> Events(JsonElement root) => root.Text("method") switch
    {
        AcpMethods.Update when root.Member("params")?.Member("update") is { } update => UpdateLine.Read(update, quirks, _keys),
        { } method => [.. RequestLine.Read(root, method, quirks, _keys)],
        null when root.Member("error") is { } error => [ResponseLine.Error(root, error, _keys)],
        null when root.Member("result") is { } result => ResponseLine.Result(root, result, quirks, turn, _keys),
        _ => [new HarnessEvent(new UnknownEvent(quirks.Source, root.ValueKind == JsonValueKind.Object ? BoundedText.Name(root.Text("type") ?? "untyped") : root.ValueKind.ToString().ToLowerInvariant()), null)],
    };
}
