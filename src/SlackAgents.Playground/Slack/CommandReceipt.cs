using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack;

/// <summary>What somebody who typed a command, clicked or submitted got back.</summary>
/// <param name="Error"><c>null</c> when acknowledged in time; else <c>operation_timeout</c>, <c>dispatch_failed</c> or <c>http_error</c>.</param>
/// <param name="Elapsed">From sending to acknowledgement.</param>
/// <param name="Acknowledgement">The payload that came with the acknowledgement, if one did.</param>
/// <param name="ResponseUrlId">Which response_url the app was given; empty for forms.</param>
internal sealed record CommandReceipt(string? Error, TimeSpan Elapsed, JsonObject? Acknowledgement, string ResponseUrlId, WorkspaceState State)
{
    public bool Acknowledged => Error is null;

    /// <summary>The text of the acknowledgement; empty when it carried none.</summary>
    public string Text => Acknowledgement?.Text("text") ?? string.Empty;

    /// <summary>What the app has said on the response_url so far.</summary>
    public IReadOnlyList<ResponseAnswer> Responses => [.. State.ResponseUrls.Answers.Snapshot.Where(answer => answer.ResponseUrlId == ResponseUrlId)];

    /// <summary>What the form complained about, by block id; empty when it did not.</summary>
    public IReadOnlyDictionary<string, string> FieldErrors =>
        (Acknowledgement?.Child("errors") ?? []).ToDictionary(error => error.Key, error => error.Value?.ToString() ?? string.Empty, StringComparer.Ordinal);

    /// <summary>The first answer on the response_url; waits for it.</summary>
    public Task<ResponseAnswer> WaitForResponseAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        State.Changed.UntilAsync(() => Responses is [var first, ..] ? first : null, timeout, () => "The app said nothing on the response_url.", cancellationToken);
}
