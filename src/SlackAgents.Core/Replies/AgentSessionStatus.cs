namespace SlackAgents.Core.Replies;

/// <summary>How a thread's agent is, in Slack's words.</summary>
internal enum AgentSessionStatus
{
    /// <summary>At rest: a reply goes on.</summary>
    Active,

    /// <summary>Under way. Slack takes it back after an hour.</summary>
    Processing,

    /// <summary>A person is waited for.</summary>
    Suspended,

    /// <summary>Nothing more is to come.</summary>
    Closed,
}
