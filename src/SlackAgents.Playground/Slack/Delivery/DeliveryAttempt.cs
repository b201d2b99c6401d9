namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>How one attempt to deliver went.</summary>
/// <param name="Error"><c>null</c> when acknowledged; else <c>operation_timeout</c>, <c>dispatch_failed</c> (nobody connected, or the socket died) or <c>http_error</c>.</param>
/// <param name="ResponseJson">What came with the acknowledgement.</param>
internal sealed record DeliveryAttempt(string Type, string? Error, TimeSpan Elapsed, string? ResponseJson)
{
    public bool Acknowledged => Error is null;
}
