using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>A slash command, or something said to the bot outside a run's thread.</summary>
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
    DateTimeOffset ReceivedAt) : IPersonRequest
{
    /// <summary>Opens a modal within three seconds; null where the surface has none.</summary>
    public string? TriggerId { get; init; }

    /// <summary>What makes it one request where several people can ask for the same, for example by reacting to one message; null: its own key.</summary>
    public string? RequestKey { get; init; }

    public IReadOnlyList<MessageFile> Files { get; init; } = [];

    public RequestSurface Surface { get; init; } = RequestSurface.Slash;

    /// <summary>When it was said, which may be long before it was received.</summary>
    public SaidAt Said => new(MessageTime.Of(MessageTs) ?? ReceivedAt, MessageTs);
}
