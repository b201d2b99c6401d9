using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// Decides from the payload alone, without asking anybody, whether it is kept and by which keys it is known again.
/// The same for Socket Mode and HTTP.
/// </summary>
internal static class EnvelopeReader
{
    public const string Commands = "slash_commands";
    public const string Interactive = "interactive";
    public const string Events = "events_api";

    /// <param name="type">Envelope type (docs.slack.dev/apis/events-api/using-socket-mode).</param>
    public static EnvelopeVerdict Read(string type, JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return EnvelopeVerdict.Malformed("the payload is no object");
        }

        return type switch
        {
            Commands => ReadCommand(payload),
            Interactive => InteractionEnvelope.Read(payload),
            Events => EventEnvelope.Read(payload),
            _ => EnvelopeVerdict.Drop("its type is not known"),
        };
    }

    private static EnvelopeVerdict ReadCommand(JsonElement payload)
    {
        if (payload.Text("user_id") is null || payload.Text("team_id") is null || payload.Text("channel_id") is null
            || payload.Text("trigger_id") is not { } trigger)
        {
            return EnvelopeVerdict.Malformed("the command lacks user_id, team_id, channel_id or trigger_id");
        }

        return EnvelopeVerdict.Keep(new InboxItem(InboxKinds.SlashCommand, [DedupeKeys.Trigger(trigger)], payload.GetRawText()) { Urgent = true });
    }
}
