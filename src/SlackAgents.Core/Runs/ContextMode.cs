namespace SlackAgents.Core.Runs;

/// <summary>How much of the conversation the agent is given with the task.</summary>
internal enum ContextMode
{
    /// <summary>The thread that it was asked in: text, files and forwarded messages.</summary>
    Thread,

    /// <summary>The message that it was asked with.</summary>
    Message,

    /// <summary>The task alone.</summary>
    None,
}
