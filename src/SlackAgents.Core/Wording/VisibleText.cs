namespace SlackAgents.Core.Wording;

/// <param name="Removed">Hidden characters that were taken out.</param>
internal sealed record VisibleText(string Text, int Removed);
