using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>What came back to somebody who typed into a type-ahead.</summary>
/// <param name="Error">Null when there were options to show, even none; else why the client says that it could not load them.</param>
internal sealed record SuggestionReceipt(string? Error, TimeSpan Elapsed, IReadOnlyList<JsonObject> Options)
{
    public IReadOnlyList<string> Values => [.. Options.Select(option => option.Text("value") ?? string.Empty)];

    public IReadOnlyList<string> Texts => [.. Options.Select(option => option.Child("text")?.Text("text") ?? string.Empty)];
}
