namespace SlackAgents.Playground.Slack.Members;

/// <summary>A shortcut of the app, in the menu of each message or in the global one.</summary>
internal sealed record Shortcut(string CallbackId, string Name, bool OnMessage);
