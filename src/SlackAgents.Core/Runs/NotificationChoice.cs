namespace SlackAgents.Core.Runs;

/// <summary>Which messages of a run mention the person who asked for it.</summary>
internal enum NotificationChoice
{
    /// <summary>Questions and every end.</summary>
    Everything,

    /// <summary>Questions, and ends that need somebody.</summary>
    Attention,

    /// <summary>None; they are in the thread all the same.</summary>
    Nothing,
}
