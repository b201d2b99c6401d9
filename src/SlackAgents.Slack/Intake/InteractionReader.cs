using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Slack.Rendering;

namespace SlackAgents.Slack.Intake;

/// <summary>
/// What a person did, from an interaction's payload (docs.slack.dev/reference/interaction-payloads); null when a part of
/// it is missing. Key and time are for whoever stored it to add.
/// </summary>
internal static class InteractionReader
{
    /// <summary>A click on a message or in the App Home; one in a modal has no place and is null.</summary>
    public static ButtonClick? ReadClick(JsonElement payload)
    {
        var container = payload.Nested("container");
        var message = payload.Nested("message");
        var action = payload.FirstOf("actions");
        var isHome = payload.Nested("view").Text("type") is "home";
        var person = PersonOf(payload);
        var channel = isHome ? person?.User : ChannelOf(payload);
        var messageTs = isHome ? string.Empty : container.Text("message_ts") ?? message.Text("ts");
        if (person is null || channel is null || messageTs is null || action.Text("action_id") is not { } actionId)
        {
            return null;
        }

        return new ButtonClick(
            Key: string.Empty,
            person,
            channel,
            isHome ? null : container.Text("thread_ts") ?? message.Text("thread_ts"),
            messageTs,
            ActionId.Read(actionId),
            action.Text("value") ?? ActionId.ReadValue(actionId) ?? string.Empty,
            payload.Text("response_url"),
            ReceivedAt: default)
        {
            Selected = action.Text("type") is "button" ? null : StateValues.ReadChoice(action),
            TriggerId = payload.Text("trigger_id"),
        };
    }

    public static ShortcutUsed? ReadShortcut(JsonElement payload)
    {
        if (PersonOf(payload) is not { } person || payload.Text("callback_id") is not { } shortcut || payload.Text("trigger_id") is not { } trigger)
        {
            return null;
        }

        if (payload.Text("type") is "shortcut")
        {
            return new ShortcutUsed(string.Empty, person, shortcut, trigger, Channel: null, Message: null, ThreadTs: null, ResponseUrl: null, ReceivedAt: default);
        }

        var message = payload.Nested("message");
        return ChannelOf(payload) is { } channel && SharedMessages.Read(message, person.Team, payload.Text("api_app_id")) is { Ts.Length: > 0 } said
            ? new ShortcutUsed(string.Empty, person, shortcut, trigger, channel, said, message.Text("thread_ts"), payload.Text("response_url"), ReceivedAt: default)
            : null;
    }

    public static FormSubmission? ReadSubmission(JsonElement payload)
    {
        var view = payload.Nested("view");
        return PersonOf(payload) is { } person && view.Text("callback_id") is { } form
            ? new FormSubmission(string.Empty, person, form, view.Text("private_metadata") ?? string.Empty, StateValues.ReadForm(view), ReceivedAt: default)
            : null;
    }

    public static ChoiceQuery? ReadQuery(JsonElement payload) =>
        PersonOf(payload) is { } person && payload.Text("action_id") is { } actionId
            ? new ChoiceQuery(person, ActionId.Read(actionId), payload.Text("value") ?? string.Empty, ChannelOf(payload))
            : null;

    private static PersonId? PersonOf(JsonElement payload)
    {
        var user = payload.Nested("user");
        var team = user.Text("team_id") ?? payload.Nested("team").Text("id");
        return team is not null && user.Text("id") is { } id ? new PersonId(team, id) : null;
    }

    private static string? ChannelOf(JsonElement payload) =>
        payload.Nested("channel").Text("id") ?? payload.Nested("container").Text("channel_id");
}
