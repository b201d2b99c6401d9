using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Http;

/// <summary>What Slack's request is answered with.</summary>
/// <param name="Body">Mostly empty: answers to people go by <c>response_url</c>.</param>
internal sealed record SlackHttpReply(int Status, string Body, string ContentType = "text/plain; charset=utf-8")
{
    public static SlackHttpReply Ok { get; } = new(200, string.Empty);

    public static SlackHttpReply Json(JsonObject payload) => new(200, payload.ToJsonString(), "application/json; charset=utf-8");
}
