namespace SlackAgents.Core.Intake.Grammar;

/// <summary>What somebody can order in a run's thread with one word.</summary>
internal enum ThreadVerb
{
    Stop,
    Status,
    Retry,
    Approve,
    Reject,
}
