using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>What a turn's output said besides the harness's own words.</summary>
/// <param name="Cursor">Place after the last line; null when there was none.</param>
/// <param name="Exit">The launcher's last line, when it lived to write one.</param>
/// <param name="FailedStep">The step that kept the harness from starting.</param>
/// <param name="UnsavedStep">The step after the harness that left its work in the sandbox.</param>
/// <param name="UnknownLines">Lines of the harness that no rule of its adapter knows.</param>
internal sealed record TurnReading(OutputCursor? Cursor, LauncherExit? Exit, string? FailedStep, string? UnsavedStep, int UnknownLines);
