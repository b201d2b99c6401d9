using System.Text.Json;
using SlackAgents.Core.Ids;

namespace SlackAgents.Slack.Intake;

/// <summary>Who did what an event tells of. In a shared channel the person may be of another workspace than the delivery.</summary>
internal static class EventPerson
{
    /// <param name="inner">The event, or the message that it is about.</param>
    public static PersonId Of(JsonElement payload, JsonElement inner, string user) => new(
        inner.Text("user_team") ?? inner.Text("source_team") ?? inner.Text("team") ?? payload.Text("team_id") ?? throw new FormatException("The stored event names no team."),
        user);
}
