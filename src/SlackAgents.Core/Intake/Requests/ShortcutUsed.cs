using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>A message shortcut or a global one (docs.slack.dev/interactivity/implementing-shortcuts).</summary>
/// <param name="Shortcut">Its callback id in the manifest.</param>
/// <param name="Channel">Where the message stands; null for a global shortcut.</param>
/// <param name="Message">The message; null for a global shortcut.</param>
/// <param name="ThreadTs">Thread of the message; null when it is in none.</param>
internal sealed record ShortcutUsed(
    string Key,
    PersonId Person,
    string Shortcut,
    string TriggerId,
    string? Channel,
    SaidMessage? Message,
    string? ThreadTs,
    string? ResponseUrl,
    DateTimeOffset ReceivedAt) : IPersonRequest
{
    /// <summary>Callback ids, as the manifests have them.</summary>
    public const string OnMessage = "run_on_message";

    public const string Global = "new_task";
}
