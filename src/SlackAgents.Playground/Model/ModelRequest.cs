using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Model;

/// <summary>A request as the model saw it.</summary>
/// <param name="Format">The vendor's format it was asked in.</param>
/// <param name="Key">The API key that came along.</param>
/// <param name="Scenario">Which scenario answered; <c>side</c> for requests without tools, empty when no answer was asked for.</param>
/// <param name="Turn">Tool rounds since the task began.</param>
/// <param name="HttpStatus">0 while, or if ever, no answer was given.</param>
internal sealed record ModelRequest(
    string Format, string Method, string Path, string Key, IReadOnlyDictionary<string, string> Headers, string BodyJson, string Scenario, int Turn, int HttpStatus, DateTimeOffset At)
{
    public JsonObject? Body => WireJson.ParseObject(BodyJson);

    /// <summary>Why it was refused, where the vendor's rules were broken.</summary>
    public string? Problem { get; init; }
}
