namespace SlackAgents.GitHub.Webhooks;

/// <summary>A delivery as it came over HTTP. The signature is over exactly these bytes.</summary>
/// <param name="Event">Header <c>X-GitHub-Event</c>.</param>
/// <param name="Delivery">Header <c>X-GitHub-Delivery</c>; the same when it is delivered again.</param>
/// <param name="Signature">Header <c>X-Hub-Signature-256</c>.</param>
internal sealed record GitHubWebhookRequest(string? Event, string? Delivery, string? Signature, ReadOnlyMemory<byte> Body);
