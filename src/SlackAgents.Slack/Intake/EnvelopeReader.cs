using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// Decides from the payload alone, without asking anybody, whether it is kept and by which keys it is known again.
/// The same for Socket Mode and HTTP.
/// </summary>
internal static class EnvelopeReader
{
    /// <param name="type">Envelope type: <c>slash_commands</c>, <c>interactive</c> or <c>events_api</c>.</param>
    public static EnvelopeVerdict Read(string type, JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return EnvelopeVerdict.Malformed("the payload is no object");
        }

        return type switch
        {
            "slash_commands" => ReadCommand(payload),
            "interactive" => ReadInteraction(payload),
            "events_api" => ReadEvent(payload),
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

        return Keep(InboxKinds.SlashCommand, payload, DedupeKeys.Trigger(trigger));
    }

    private static EnvelopeVerdict ReadInteraction(JsonElement payload)
    {
        if (payload.Text("type") is not "block_actions")
        {
            return EnvelopeVerdict.Drop("no such interaction is offered");
        }

        var click = InteractiveHandler.ReadClick(payload);
        if (payload.Text("trigger_id") is not { } trigger || click is null)
        {
            return EnvelopeVerdict.Malformed("the click lacks a person, a message, an action or trigger_id");
        }

        if (click.Action == ActionId.Link)
        {
            return EnvelopeVerdict.Drop("the button only opened an address");
        }

        var keys = new List<string> { DedupeKeys.Trigger(trigger) };
        if (payload.FirstOf("actions").Text("action_ts") is { } actionTs)
        {
            keys.Add(DedupeKeys.Action(click.Channel, click.MessageTs, click.Person.User, actionTs));
        }

        return Keep(InboxKinds.Interactive, payload, [.. keys]);
    }

    private static EnvelopeVerdict ReadEvent(JsonElement payload)
    {
        var outer = payload.Text("type");
        if (outer is not "event_callback")
        {
            return outer is "app_rate_limited"
                ? EnvelopeVerdict.Drop("Slack limits the rate of events for this app (30,000 an hour)")
                : EnvelopeVerdict.Malformed("the event has no known outer type");
        }

        var inner = payload.Nested("event");
        return inner.Text("type") switch
        {
            "message" or "app_mention" => ReadMessage(payload, inner),
            "reaction_added" => ReadReaction(payload, inner),
            null => EnvelopeVerdict.Malformed("the event has no type"),
            _ => EnvelopeVerdict.Drop("no such event is used"),
        };
    }

    private static EnvelopeVerdict ReadMessage(JsonElement payload, JsonElement message)
    {
        if (MessageFilter.Reject(payload, message) is { } reason)
        {
            return EnvelopeVerdict.Drop(reason);
        }

        if (payload.Text("team_id") is not { } team || message.Text("channel") is not { } channel || message.Text("ts") is not { } ts)
        {
            return EnvelopeVerdict.Malformed("the message lacks team_id, channel or ts");
        }

        var messageKey = DedupeKeys.Message(team, channel, ts);
        return payload.Text("event_id") is { } id
            ? Keep(InboxKinds.Event, payload, messageKey, DedupeKeys.Event(id))
            : Keep(InboxKinds.Event, payload, messageKey);
    }

    private static EnvelopeVerdict ReadReaction(JsonElement payload, JsonElement reaction)
    {
        var item = reaction.Nested("item");
        if (item.Text("type") is not "message")
        {
            return EnvelopeVerdict.Drop("the reaction is not on a message");
        }

        if (payload.Text("event_id") is not { } id || payload.Text("team_id") is null || reaction.Text("user") is not { } user
            || reaction.Text("reaction") is null || item.Text("channel") is null || item.Text("ts") is null)
        {
            return EnvelopeVerdict.Malformed("the reaction lacks a person, a name, a message or event_id");
        }

        return user == MessageFilter.BotUser(payload)
            ? EnvelopeVerdict.Drop("the reaction is our own")
            : Keep(InboxKinds.Event, payload, DedupeKeys.Event(id));
    }

    private static EnvelopeVerdict Keep(string kind, JsonElement payload, params IReadOnlyList<string> keys) =>
        EnvelopeVerdict.Keep(new InboxItem(kind, keys, payload.GetRawText()));
}
