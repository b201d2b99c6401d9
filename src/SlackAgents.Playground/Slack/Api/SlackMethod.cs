using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>One Web API method: what it takes and who answers it.</summary>
/// <param name="Name">For example <c>chat.postMessage</c>.</param>
/// <param name="Token">The kind of token it accepts.</param>
/// <param name="AnyScope">Scopes of which one is needed; empty for none, or when it depends on the channel.</param>
/// <param name="PerMinute">The tier's requests per minute.</param>
/// <param name="AcceptsJson">Whether a JSON body is read; otherwise only form fields are.</param>
/// <param name="Required">Arguments without which the method answers <c>invalid_arguments</c>.</param>
/// <param name="Answer">Carries the call out.</param>
internal sealed record SlackMethod(
    string Name,
    SlackTokenKind Token,
    IReadOnlyList<string> AnyScope,
    int PerMinute,
    bool AcceptsJson,
    IReadOnlyList<string> Required,
    Func<SlackCall, JsonObject> Answer);
