namespace SlackAgents.Core.Intake;

/// <summary>What a person is told about their own task, whatever surface it came from.</summary>
internal static class TaskNotices
{
    public static string HiddenRemoved(int count) => $"The task held {count} invisible characters; they were taken out before the agent sees it.";
}
