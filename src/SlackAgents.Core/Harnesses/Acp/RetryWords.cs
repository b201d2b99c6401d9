using System.Globalization;
using System.Text.RegularExpressions;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>Retries as agents word them: <c>Reconnecting... 1/2</c>, <c>attempt 1/10</c>, or without a number.</summary>
internal static partial class RetryWords
{
    private const int MaxError = 300;

    public static RetryEvent Of(string text, int? status, string error)
    {
        var match = Numbers().Match(text.Length > 2000 ? text[..2000] : text);
        return new RetryEvent(
            match.Success ? Number(match, "attempt") ?? 1 : 1,
            match.Success ? Number(match, "most") : null,
            null,
            status,
            BoundedText.Cut(error, MaxError));
    }

    private static int? Number(Match match, string name) =>
        int.TryParse(match.Groups[name].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\b(?<attempt>[0-9]{1,4})(?:\s*(?:/|of)\s*(?<most>[0-9]{1,4}))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();
}
