namespace SlackAgents.Core.Intake.Grammar;

/// <summary>A piece of a message: plain text, or code that is left as it is.</summary>
internal sealed record TextSegment(string Text, bool IsCode);
