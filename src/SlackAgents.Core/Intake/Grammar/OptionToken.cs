namespace SlackAgents.Core.Intake.Grammar;

/// <summary><c>key=value</c> as it stands in a text, or <c>[key=value, key=value]</c>.</summary>
/// <param name="Length">Characters from the first to the end of the last value, quotes and brackets included.</param>
/// <param name="Pairs">One, or in brackets all of them.</param>
internal sealed record OptionToken(int Start, int Length, IReadOnlyList<OptionPair> Pairs, bool InBrackets);
