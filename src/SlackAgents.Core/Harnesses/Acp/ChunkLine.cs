using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>Pieces of what the agent says and thinks. They have no id; their place in the output is their key.</summary>
internal static class ChunkLine
{
    public static IEnumerable<HarnessEvent> Message(JsonElement update, AcpQuirks quirks)
    {
        var usage = quirks.Usage == AcpUsageSource.Chunk && update.Member("_meta")?.Member("usage") is { } spent ? TokenCounts.Read(spent) : null;
        var text = TextOf(update);
        if (usage is null || text is { Length: > 0 })
        {
            foreach (var said in Said(update, text, quirks))
            {
                yield return said;
            }
        }

        if (usage is not null)
        {
            yield return new HarnessEvent(usage, null);
        }
    }

    public static IEnumerable<HarnessEvent> Thought(JsonElement update)
    {
        yield return TextOf(update) is { } text
            ? new HarnessEvent(new ThinkingEvent(BoundedText.Cut(text), Partial: true), null)
            : Attachment(update);
    }

    /// <summary>The text of a chunk, or null when it is a picture or something else.</summary>
    public static string? TextOf(JsonElement update) =>
        update.Member("content") is { } content && content.Text("type") is "text" ? content.Text("text") : null;

    private static IEnumerable<HarnessEvent> Said(JsonElement update, string? text, AcpQuirks quirks) =>
        text is null ? [Attachment(update)] : ChunkWords.Split(text, quirks).Select(part => new HarnessEvent(Event(part), null));

    private static TraceEvent Event(ChunkPart part) => part.Kind switch
    {
        ChunkKind.Failure when AcpFailure.OfText(part.Text) is { } failure => new ErrorEvent(failure.Code, failure.Message),
        ChunkKind.Retry => RetryWords.Of(part.Text, AcpFailure.OfText(part.Text).Status, part.Text.Trim()),
        ChunkKind.Notice => new NoticeEvent("harness_said", BoundedText.Cut(part.Text.Trim())),
        _ => new TextEvent(BoundedText.Cut(part.Text), Partial: true),
    };

    private static HarnessEvent Attachment(JsonElement update) =>
        new(new NoticeEvent("attachment", BoundedText.Name(update.Member("content")?.Text("type") ?? "nothing")), null);
}
