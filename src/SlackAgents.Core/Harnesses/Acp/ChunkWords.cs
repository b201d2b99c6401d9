using System.Text.RegularExpressions;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>
/// Tells messages of the program from those of the model, by the words that the agent is known for. Pieces that came
/// quickly after each other may stand in one line, so what follows such a message is looked at again.
/// </summary>
internal static class ChunkWords
{
    // The words stand at the beginning; a long text of a model need not be searched.
    private const int MaxLooked = 400;
    private const int MaxParts = 20;

    public static IReadOnlyList<ChunkPart> Split(string text, AcpQuirks quirks)
    {
        var parts = new List<ChunkPart>();
        var rest = text;
        while (rest.Length > 0 || parts.Count == 0)
        {
            var (kind, length) = parts.Count < MaxParts ? Beginning(rest, quirks) : (ChunkKind.Model, rest.Length);
            parts.Add(new ChunkPart(kind, rest[..length]));
            rest = rest[length..];
        }

        return parts;
    }

    private static (ChunkKind Kind, int Length) Beginning(string text, AcpQuirks quirks)
    {
        var head = text.Length > MaxLooked ? text[..MaxLooked] : text;
        return Says(quirks.FailureText, head) > 0 ? (ChunkKind.Failure, text.Length)
            : Says(quirks.RetryText, head) is > 0 and var retry ? (ChunkKind.Retry, retry)
            : Says(quirks.NoticeText, head) is > 0 and var notice ? (ChunkKind.Notice, notice)
            : (ChunkKind.Model, text.Length);
    }

    /// <summary>How much of the text the words are; 0 when it does not begin with them.</summary>
    private static int Says(Regex? words, string head)
    {
        try
        {
            return words?.Match(head) is { Success: true, Index: 0 } match ? match.Length : 0;
        }
        catch (RegexMatchTimeoutException)
        {
            return 0;
        }
    }
}
