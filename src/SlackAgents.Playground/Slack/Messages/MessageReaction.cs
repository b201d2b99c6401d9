using System.Collections.Immutable;

namespace SlackAgents.Playground.Slack.Messages;

internal sealed record MessageReaction(string Name, ImmutableList<string> Users);
