namespace SlackAgents.Core.Runs;

/// <summary>A command of the agent that looks like a test, a build or a linter.</summary>
/// <param name="Command">Its first line, bounded; data of the agent.</param>
/// <param name="Passed">How it ended the last time.</param>
/// <param name="ExitCode">Null when the agent's program does not tell it.</param>
internal sealed record CommandCheck(string Command, bool Passed, int? ExitCode);
