using System.Text.Json;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>Payloads in the shapes of docs.slack.dev.</summary>
internal static class SlackPayloads
{
    public static JsonElement Command(string text = "fix it", string trigger = "1.2.abc") => Parse($$"""
        {"command":"/agent","text":{{JsonSerializer.Serialize(text)}},"user_id":"U1","team_id":"T1","channel_id":"C1","trigger_id":"{{trigger}}","response_url":"https://hooks.slack.com/commands/1/2/3"}
        """);

    public static JsonElement Event(string inner, string eventId = "Ev1") => Parse($$"""
        {"type":"event_callback","team_id":"T1","api_app_id":"A1","event_id":"{{eventId}}","event":{{inner}},"authorizations":[{"team_id":"T1","user_id":"UBOT","is_bot":true}]}
        """);

    public static JsonElement Click(string actionId = "stop", string actionTs = "9.9", string trigger = "7.7.x") => Parse($$"""
        {"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"},"trigger_id":"{{trigger}}","channel":{"id":"C1"},
         "container":{"type":"message","message_ts":"5.5","channel_id":"C1","thread_ts":"4.4"},"response_url":"https://hooks.slack.com/actions/1",
         "actions":[{"type":"button","action_id":"{{actionId}}","value":"4f9c2k7m1a","action_ts":"{{actionTs}}"}]}
        """);

    public static string Envelope(string type, JsonElement payload, string id = "e1") =>
        $$"""{"envelope_id":"{{id}}","type":"{{type}}","accepts_response_payload":true,"payload":{{payload.GetRawText()}}}""";

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
