using System.Text.Json;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.Installations;

/// <summary>Which installation a payload was delivered for. In a shared channel the person may be of another workspace.</summary>
internal static class PayloadTeam
{
    public static string? Of(JsonElement payload) =>
        payload.FirstOf("authorizations").Text("team_id") ?? payload.Text("team_id") ?? payload.Nested("team").Text("id");
}
