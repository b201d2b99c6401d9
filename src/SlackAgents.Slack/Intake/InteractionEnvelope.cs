using System.Text.Json;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Intake;

/// <summary>Which interactions are kept (docs.slack.dev/interactivity/handling-user-interaction). Each brings a trigger, so each is urgent.</summary>
internal static class InteractionEnvelope
{
    public static EnvelopeVerdict Read(JsonElement payload) => payload.Text("type") switch
    {
        "block_actions" => ReadClick(payload),
        "message_action" or "shortcut" => ReadShortcut(payload),
        "view_submission" => ReadSubmission(payload),
        "block_suggestion" => EnvelopeVerdict.Drop("it is answered at once"),
        null => EnvelopeVerdict.Malformed("the interaction has no type"),
        _ => EnvelopeVerdict.Drop("no such interaction is offered"),
    };

    private static EnvelopeVerdict ReadClick(JsonElement payload)
    {
        if (payload.Nested("view").Text("type") is "modal")
        {
            return EnvelopeVerdict.Drop("a modal is taken as a whole, when it is submitted");
        }

        var click = InteractionReader.ReadClick(payload);
        if (payload.Text("trigger_id") is not { } trigger || click is null)
        {
            return EnvelopeVerdict.Malformed("the click lacks a person, a place, an action or trigger_id");
        }

        if (click.Action == ActionId.Link)
        {
            return EnvelopeVerdict.Drop("the button only opened an address");
        }

        var keys = new List<string> { DedupeKeys.Trigger(trigger) };
        if (payload.FirstOf("actions").Text("action_ts") is { } actionTs)
        {
            keys.Add(DedupeKeys.Action(click.Channel, click.IsHome ? "home" : click.MessageTs, click.Person.User, actionTs));
        }

        return Keep(InboxKinds.Interactive, payload, keys);
    }

    private static EnvelopeVerdict ReadShortcut(JsonElement payload) =>
        InteractionReader.ReadShortcut(payload) is { } shortcut
            ? Keep(InboxKinds.Shortcut, payload, [DedupeKeys.Trigger(shortcut.TriggerId)])
            : EnvelopeVerdict.Malformed("the shortcut lacks a person, callback_id, trigger_id or its message");

    private static EnvelopeVerdict ReadSubmission(JsonElement payload)
    {
        var view = payload.Nested("view");
        var keys = new List<string>();
        if (view.Text("id") is { } id && view.Text("hash") is { } hash)
        {
            keys.Add(DedupeKeys.View(id, hash));
        }

        if (payload.Text("trigger_id") is { } trigger)
        {
            keys.Add(DedupeKeys.Trigger(trigger));
        }

        return keys.Count > 0 && InteractionReader.ReadSubmission(payload) is not null
            ? Keep(InboxKinds.FormSubmission, payload, keys)
            : EnvelopeVerdict.Malformed("the form lacks a person, callback_id, or what it is known by");
    }

    private static EnvelopeVerdict Keep(string kind, JsonElement payload, IReadOnlyList<string> keys) =>
        EnvelopeVerdict.Keep(new InboxItem(kind, keys, payload.GetRawText()) { Urgent = true });
}
