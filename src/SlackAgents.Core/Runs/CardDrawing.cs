namespace SlackAgents.Core.Runs;

/// <summary>How a card was drawn last.</summary>
/// <param name="Silence">As <see cref="Live.RunSilence.LevelOf"/> said.</param>
internal sealed record CardDrawing(DateTimeOffset At, RunState State, int Silence);
