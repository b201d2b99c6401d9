using System.Text.Json;
using SlackAgents.Core.Harnesses.Driver;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Codex;

/// <summary>
/// Reads the lines of <c>codex app-server</c> and of the driver before it. Every event is made from its own line alone, so
/// reading from any line on gives the same events with the same keys.
/// </summary>
/// <remarks>
/// One rule for text: a message, a thought and a command's output are taken from the item that is completed, which
/// holds the whole of it. The pieces that come before it are switched off by the driver; one that comes all the same is a
/// quiet notice and no text, so nothing is said twice. What an interrupted answer had said until then is thereby lost.
/// Not thread-safe. The agent can write to the same output, so every line is hostile: bounded, never trusted alone.
/// </remarks>
internal sealed class CodexReader(string promptId) : IHarnessReader
{
    /// <summary>Name of this reader in an <see cref="UnknownEvent"/>.</summary>
    public const string Source = "codex";

    private readonly CodexEvidence _evidence = new();

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
            var root = document.RootElement;
            var read = ReadObject(root, line);
            _evidence.Add(root);
            return read;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON, or strings with half a surrogate pair.
            return [new HarnessEvent(new UnknownEvent(Source, "unreadable"), null)];
        }
    }

    public void ReadError(string line) => _evidence.Errors.Add(line);

    public HarnessOutcome Conclude(int? exitCode, bool outOfMemory) => CodexVerdict.Judge(_evidence, exitCode, outOfMemory);

    private IReadOnlyList<HarnessEvent> ReadObject(JsonElement root, string line)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return [new HarnessEvent(new UnknownEvent(Source, root.ValueKind.ToString().ToLowerInvariant()), null)];
        }

        if (DriverLines.Read(root) is { } driver)
        {
            return [driver];
        }

        return root.Text("method") switch
        {
            null => [AnswerLine.Read(root, line)],
            "item/started" => [StartedItem.Read(root, promptId)],
            "item/completed" => CompletedItem.Read(root, promptId),
            // With an id it asks something; the driver answers.
            { } method when root.Member("id") is not null => [new HarnessEvent(new NoticeEvent("agent_asks", BoundedText.Name(method)), CodexKey.OfLine(root, line))],
            { } method => [NotificationLine.Read(method, root, line)],
        };
    }
}
