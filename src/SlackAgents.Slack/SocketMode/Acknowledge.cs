using System.Text.Json.Nodes;

namespace SlackAgents.Slack.SocketMode;

/// <summary>Sends the acknowledgement of an envelope, with or without a payload (docs.slack.dev/apis/events-api/using-socket-mode).</summary>
internal delegate Task Acknowledge(string envelopeId, JsonObject? payload, CancellationToken cancellationToken);
