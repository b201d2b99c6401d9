namespace SlackAgents.Core.Intake.Grammar;

/// <summary>Bounds of what a person may send in.</summary>
internal static class RequestLimits
{
    /// <summary>Characters of a task or follow-up. Slack itself cuts messages at 40,000 (docs.slack.dev/changelog/2018-truncating-really-long-messages).</summary>
    public const int MaxTaskLength = 40_000;
}
