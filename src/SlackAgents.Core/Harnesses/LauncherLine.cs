namespace SlackAgents.Core.Harnesses;

/// <summary>What a line of the launcher said: one of the two, or neither when it is a line of ours that cannot be read.</summary>
internal sealed record LauncherLine(HarnessEvent? Step, LauncherExit? Exit);
