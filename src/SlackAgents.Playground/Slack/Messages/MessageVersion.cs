namespace SlackAgents.Playground.Slack.Messages;

/// <summary>What a message said before an edit, and when that edit came.</summary>
internal sealed record MessageVersion(string Text, string? BlocksJson, DateTimeOffset ReplacedAt);
