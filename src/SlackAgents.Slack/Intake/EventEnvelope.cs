using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;

namespace SlackAgents.Slack.Intake;

/// <summary>Which events are kept, in which lane, and by which keys they are known again (docs.slack.dev/reference/events).</summary>
internal static class EventEnvelope
{
    public static EnvelopeVerdict Read(JsonElement payload)
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
            "message" or "app_mention" => ReadAnyMessage(payload, inner),
            "reaction_added" => ReadReaction(payload, inner),
            "app_home_opened" => ReadHome(payload, inner),
            "agent_session_stopped" => ReadStop(payload, inner),
            "app_uninstalled" or "tokens_revoked" => ReadEnd(payload),
            null => EnvelopeVerdict.Malformed("the event has no type"),
            _ => EnvelopeVerdict.Drop("no such event is used"),
        };
    }

    private static EnvelopeVerdict ReadAnyMessage(JsonElement payload, JsonElement message) => message.Text("subtype") switch
    {
        "message_changed" => ReadChange(payload, message, MessageChange.ReadEdit(payload, message)),
        "message_deleted" => ReadChange(payload, message, MessageChange.ReadDeletion(payload, message)),
        _ => ReadMessage(payload, message),
    };

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

        return Keep(InboxKinds.Event, payload, EventLane.Of(team, channel, message.Text("thread_ts") ?? ts), DedupeKeys.Message(team, channel, ts));
    }

    private static EnvelopeVerdict ReadChange(JsonElement payload, JsonElement message, MessageChange? change)
    {
        if (change is null)
        {
            return EnvelopeVerdict.Drop("not a person's change of what they said in a thread");
        }

        if (payload.Text("team_id") is not { } team || message.Text("channel") is not { } channel)
        {
            return EnvelopeVerdict.Malformed("the change lacks team_id or channel");
        }

        var key = change.EditedTs is { } edited ? DedupeKeys.Edit(team, channel, change.Ts, edited) : DedupeKeys.Deletion(team, channel, change.Ts);
        return Keep(InboxKinds.MessageChange, payload, EventLane.Of(team, channel, change.ThreadTs), key);
    }

    private static EnvelopeVerdict ReadReaction(JsonElement payload, JsonElement reaction)
    {
        var item = reaction.Nested("item");
        if (item.Text("type") is not "message")
        {
            return EnvelopeVerdict.Drop("the reaction is not on a message");
        }

        if (payload.Text("event_id") is null || payload.Text("team_id") is not { } team || reaction.Text("user") is not { } user
            || reaction.Text("reaction") is null || item.Text("channel") is not { } channel || item.Text("ts") is not { } ts)
        {
            return EnvelopeVerdict.Malformed("the reaction lacks a person, a name, a message or event_id");
        }

        // It names its message and not the thread: only on a thread's root does it keep its place among the replies.
        return user == MessageFilter.BotUser(payload)
            ? EnvelopeVerdict.Drop("the reaction is our own")
            : Keep(InboxKinds.Event, payload, EventLane.Of(team, channel, ts));
    }

    private static EnvelopeVerdict ReadHome(JsonElement payload, JsonElement opened)
    {
        if (opened.Text("tab") is "messages")
        {
            return EnvelopeVerdict.Drop("not the Home tab");
        }

        return payload.Text("event_id") is null || payload.Text("team_id") is null || opened.Text("user") is null
            ? EnvelopeVerdict.Malformed("the opened Home lacks a person or event_id")
            : Keep(InboxKinds.HomeOpened, payload, lane: null);
    }

    private static EnvelopeVerdict ReadStop(JsonElement payload, JsonElement stopped) =>
        payload.Text("team_id") is { } team && stopped.Text("user") is not null && stopped.Text("channel") is { } channel
        && stopped.Text("thread_ts") is { } thread && stopped.Text("event_ts") is { } at
            ? Keep(InboxKinds.SessionStopped, payload, EventLane.Of(team, channel, thread), DedupeKeys.Stop(team, channel, thread, at))
            : EnvelopeVerdict.Malformed("the stopped session lacks a person, a channel, a thread or event_ts");

    private static EnvelopeVerdict ReadEnd(JsonElement payload) =>
        payload.Text("event_id") is not null && payload.Text("team_id") is { } team
            ? Keep(InboxKinds.InstallationEnded, payload, "slack.installation:" + team)
            : EnvelopeVerdict.Malformed("the end of an installation lacks team_id or event_id");

    private static EnvelopeVerdict Keep(string kind, JsonElement payload, string? lane, string? key = null)
    {
        var keys = new List<string>();
        if (key is not null)
        {
            keys.Add(key);
        }

        if (payload.Text("event_id") is { } id)
        {
            keys.Add(DedupeKeys.Event(id));
        }

        return EnvelopeVerdict.Keep(new InboxItem(kind, keys, payload.GetRawText()) { Lane = lane });
    }
}
