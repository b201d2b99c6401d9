using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Rendering;

/// <param name="Text">For notifications, screen readers and clients without blocks.</param>
internal sealed record RenderedMessage(string Text, JsonArray Blocks);
