namespace SlackAgents.Core.Harnesses;

/// <summary>The launcher's last line. A claim of the sandbox: what was pushed is read from the quarantine.</summary>
/// <param name="Code">Exit code of the harness; 90 and above when the turn could not begin.</param>
/// <param name="Signal">Name of the signal that ended it, without <c>SIG</c>.</param>
/// <param name="Stopped">The sandbox was asked to stop.</param>
internal sealed record LauncherExit(int Code, string? Signal, bool Stopped, bool Pushed, int Commits);
