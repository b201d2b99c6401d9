namespace SlackAgents.Slack.Api;

/// <summary>Travels with a message, visible to every app of the workspace: ids only (docs.slack.dev/messaging/message-metadata).</summary>
internal sealed record MessageMetadata(string EventType, MessageKey EventPayload);
