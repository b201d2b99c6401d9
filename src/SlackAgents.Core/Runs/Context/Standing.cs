namespace SlackAgents.Core.Runs.Context;

/// <summary>What somebody's words are worth to an agent.</summary>
internal enum Standing
{
    /// <summary>Gave the task.</summary>
    Requester,

    /// <summary>May give the agent work too.</summary>
    Allowed,

    /// <summary>May not: a guest, somebody of another workspace, somebody whom the rules leave out.</summary>
    Other,

    /// <summary>An app.</summary>
    Bot,
}
