namespace SlackAgents.GitHub.Webhooks;

/// <param name="StatusCode">The HTTP status to answer with.</param>
/// <param name="Message">A sentence for the person who reads GitHub's list of deliveries.</param>
internal sealed record GitHubWebhookResult(int StatusCode, string Message);
