namespace SlackAgents.Slack.Installations;

/// <summary>The state of a way through Slack's authorisation that was walked already.</summary>
internal sealed record UsedState(DateTimeOffset At);
