using System.Text.RegularExpressions;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// Reads the one-word orders of a thread. Only the word itself counts ("stop", "Stop.", "!stop", "@agent stop");
/// in a sentence it is part of what the agent is told.
/// </summary>
internal static partial class ThreadWords
{
    private const int MaxLength = 100;

    /// <summary>The order, or null when the message is for the agent.</summary>
    public static ThreadVerb? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength)
        {
            return null;
        }

        return Order().Match(HiddenCharacters.Strip(text).Text.Trim()) is not { Success: true } match ? null
            : match.Groups["verb"].Value.ToLowerInvariant() switch
            {
                "stop" => ThreadVerb.Stop,
                "status" => ThreadVerb.Status,
                "retry" => ThreadVerb.Retry,
                "approve" => ThreadVerb.Approve,
                "reject" => ThreadVerb.Reject,
                _ => null,
            };
    }

    // A mention is <@U123> or <@U123|name> (docs.slack.dev/messaging/formatting-message-text).
    [GeneratedRegex(@"\A\s*(?:<@[A-Z0-9]+(?:\|[^<>\n]*)?>[\s,:]*)?!?(?<verb>[A-Za-z]+)\s*[.!]?\s*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Order();
}
