using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Api;

namespace SlackAgents.Testing.Payloads;

/// <summary>Finds in a workspace's records what the product sent: in calls, on response_urls and inside acknowledgements.</summary>
internal static class SentPayloads
{
    /// <summary>One of each shape.</summary>
    public static IReadOnlyList<SentPayload> Of(SlackWorkspace workspace) =>
    [
        .. workspace.Requests.SelectMany(OfRequest)
            .Concat(workspace.State.ResponseUrls.Answers.Snapshot.SelectMany(answer => OfMessage("response_url", answer.Body)))
            .Concat(workspace.State.Answers.Snapshot.Select(answer => JsonNode.Parse(answer) as JsonObject).SelectMany(OfAnswer))
            .DistinctBy(payload => payload.Shape, StringComparer.Ordinal),
    ];

    private static IEnumerable<SentPayload> OfRequest(SlackRequest request)
    {
        var isView = request.Method.StartsWith("views.", StringComparison.Ordinal);
        if (!isView && !request.Method.StartsWith("chat.", StringComparison.Ordinal))
        {
            return [];
        }

        var arguments = JsonNode.Parse(request.ArgumentsJson) as JsonObject;
        return isView ? One(request.Method, "view", arguments?["view"]) : OfMessage(request.Method, arguments);
    }

    private static IEnumerable<SentPayload> OfAnswer(JsonObject? answer) => One("acknowledgement", "view", answer?["view"]).Concat(OfMessage("acknowledgement", answer));

    private static IEnumerable<SentPayload> OfMessage(string source, JsonObject? message) => One(source, "blocks", message?["blocks"]);

    /// <summary>Form fields carry the JSON as text.</summary>
    private static IEnumerable<SentPayload> One(string source, string kind, JsonNode? payload) => payload switch
    {
        null => [],
        JsonValue text => [new SentPayload(source, kind, text.GetValue<string>())],
        _ => [new SentPayload(source, kind, payload.ToJsonString())],
    };
}
