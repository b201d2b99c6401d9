using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <param name="PromptId">Id of the prompt that the turn began with: another one when the turn is begun again.</param>
/// <param name="Cursor">Place after the turn's last line; the next turn begins there. Null when there was no line.</param>
/// <param name="UnknownLines">Lines of the harness that no rule of its adapter knows.</param>
internal sealed record TurnResult(HarnessOutcome Outcome, string PromptId, OutputCursor? Cursor, int UnknownLines = 0);
