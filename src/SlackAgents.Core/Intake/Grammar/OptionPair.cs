namespace SlackAgents.Core.Intake.Grammar;

/// <param name="WithColon">Said as <c>key: value</c>, which is also how people write prose.</param>
internal readonly record struct OptionPair(string Key, string Value, bool WithColon = false);
