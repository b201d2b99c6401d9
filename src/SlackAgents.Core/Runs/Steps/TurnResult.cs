using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <param name="Cursor">Place after the turn's last line; the next turn begins there. Null when there was no line.</param>
internal sealed record TurnResult(HarnessOutcome Outcome, OutputCursor? Cursor);
