namespace SlackAgents.Core.Runs;

/// <summary>The only writer of run state.</summary>
internal sealed class RunStateChanger
{
}
