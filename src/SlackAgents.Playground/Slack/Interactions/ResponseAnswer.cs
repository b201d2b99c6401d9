using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>Something the app said to a response_url.</summary>
/// <param name="Error">Why it was refused; null when accepted.</param>
internal sealed record ResponseAnswer(string ResponseUrlId, string BodyJson, string? Error, DateTimeOffset At)
{
    public JsonObject? Body => WireJson.ParseObject(BodyJson);

    public string Text => Body?.Text("text") ?? string.Empty;
}
