namespace SlackAgents.Playground.Slack.Messages;

/// <summary>A button as it stands on a message. <see cref="ElementJson"/> is the element itself.</summary>
internal sealed record CardButton(string Text, string ActionId, string BlockId, string? Value, string? Url, string? Style, string ElementJson);
