using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake;

/// <param name="Key">Unique per request and the same on every handling of it, for example <c>inbox:42</c>.</param>
/// <param name="Text">What followed the command, unescaped (docs.slack.dev/interactivity/implementing-slash-commands).</param>
/// <param name="ThreadTs">Thread it was said in; always null for slash commands.</param>
/// <param name="MessageTs">The message of a mention; null for slash commands.</param>
internal sealed record CommandInvocation(
    string Key,
    PersonId Person,
    string Channel,
    string? ThreadTs,
    string? MessageTs,
    string Text,
    string? ResponseUrl,
    DateTimeOffset ReceivedAt);
