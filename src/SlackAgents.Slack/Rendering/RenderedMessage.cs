using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Rendering;

/// <param name="Text">For notifications, screen readers and clients without blocks.</param>
/// <param name="Rich">The blocks in it that Slack may refuse.</param>
internal sealed record RenderedMessage(string Text, JsonArray Blocks, RichBlocks Rich = RichBlocks.None);
