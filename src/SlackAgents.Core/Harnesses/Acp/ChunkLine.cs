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
            yield return Said(update, text, quirks);
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

    private static HarnessEvent Said(JsonElement update, string? text, AcpQuirks quirks)
    {
        if (text is null)
        {
            return Attachment(update);
        }

        return new HarnessEvent(
            ChunkWords.KindOf(text, quirks) switch
            {
                ChunkKind.Failure when AcpFailure.OfText(text) is { } failure => new ErrorEvent(failure.Code, failure.Message),
                ChunkKind.Retry => RetryWords.Of(text, AcpFailure.OfText(text).Status, text.Trim()),
                ChunkKind.Notice => new NoticeEvent("harness_said", BoundedText.Cut(text)),
                _ => new TextEvent(BoundedText.Cut(text), Partial: true),
            },
            null);
    }

    private static HarnessEvent Attachment(JsonElement update) =>
        new(new NoticeEvent("attachment", BoundedText.Name(update.Member("content")?.Text("type") ?? "nothing")), null);
}
