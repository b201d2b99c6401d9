namespace SlackAgents.Core.Sandboxes;

/// <summary>One complete line of a sandbox's output.</summary>
/// <param name="Cursor">The place after this line.</param>
/// <param name="IsError">Written to stderr.</param>
/// <param name="WasCut">Longer than the limit; the rest was left out.</param>
internal sealed record OutputLine(OutputCursor Cursor, bool IsError, string Text, bool WasCut);
