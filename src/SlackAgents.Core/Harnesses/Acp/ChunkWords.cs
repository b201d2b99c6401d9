using System.Text.RegularExpressions;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>Tells a message of the program from one of the model, by the words that the agent is known for.</summary>
internal static class ChunkWords
{
    // The words stand at the beginning; a long text of a model need not be searched.
    private const int MaxLooked = 400;

    public static ChunkKind KindOf(string text, AcpQuirks quirks)
    {
        var head = text.Length > MaxLooked ? text[..MaxLooked] : text;
        return Says(quirks.NoticeText, head) ? ChunkKind.Notice
            : Says(quirks.RetryText, head) ? ChunkKind.Retry
            : Says(quirks.FailureText, head) ? ChunkKind.Failure
            : ChunkKind.Model;
    }

    private static bool Says(Regex? words, string head)
    {
        try
        {
            return words?.IsMatch(head) == true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
