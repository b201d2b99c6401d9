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

    /// <summary>An interaction of Ann's; <paramref name="rest"/> is what its kind adds.</summary>
    public static JsonElement Interaction(string type, string rest) => Parse($$"""
        {"type":"{{type}}","team":{"id":"T1"},"user":{"id":"U1","team_id":"T1"},"api_app_id":"A1",{{rest}} }
        """);

    public static JsonElement Choice(string actionId, string element, string place = """
        "container":{"type":"message","message_ts":"5.5","channel_id":"C1"}
        """) => Interaction("block_actions", $$"""
        "trigger_id":"7.7.x",{{place}},"actions":[{"action_id":"{{actionId}}","action_ts":"9.9",{{element}} }]
        """);

    /// <param name="values">The <c>state.values</c>.</param>
    public static JsonElement Submission(string values, string hash = "h1") => Interaction("view_submission", $$"""
        "trigger_id":"8.8.x","view":{"id":"V1","type":"modal","callback_id":"new_run","private_metadata":"draft 7","hash":"{{hash}}",
         "blocks":[{"type":"section","block_id":"s"},{"type":"input","block_id":"task"}],"state":{"values":{{values}} } }
        """);

    public static JsonElement Suggestion(string actionId = "repository", string typed = "wid") => Interaction("block_suggestion", $$"""
        "action_id":"{{actionId}}","block_id":"repository","value":"{{typed}}","container":{"type":"view","view_id":"V1"}
        """);

    public static string Envelope(string type, JsonElement payload, string id = "e1") =>
        $$"""{"envelope_id":"{{id}}","type":"{{type}}","accepts_response_payload":true,"payload":{{payload.GetRawText()}}}""";

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
