namespace SlackAgents.Slack.Installations;

/// <summary>The workspace that a channel, or a person's direct messages, belong to.</summary>
internal sealed record TeamOfPlace(string Team);
