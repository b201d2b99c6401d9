namespace SlackAgents.Core.Intake.Grammar;

/// <summary><c>key=value</c> as it stands in a text.</summary>
/// <param name="Length">Characters from the key to the end of the value, quotes included.</param>
internal readonly record struct OptionToken(int Start, int Length, string Key, string Value);
