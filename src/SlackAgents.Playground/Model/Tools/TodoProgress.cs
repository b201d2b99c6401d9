namespace SlackAgents.Playground.Model.Tools;

internal enum TodoProgress
{
    Pending,
    InProgress,
    Completed,
}
