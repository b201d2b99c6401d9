namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>A way to the app: one of its sockets, or its request URLs.</summary>
internal interface IAppTransport
{
    /// <summary>Delivers once and waits for the acknowledgement.</summary>
    /// <param name="payload">What to deliver.</param>
    /// <param name="retry">0 for the first delivery.</param>
    /// <param name="retryReason">Why it is delivered again.</param>
    /// <param name="cancellationToken">The server stops.</param>
    Task<DeliveryAttempt> DeliverAsync(AppPayload payload, int retry, string? retryReason, CancellationToken cancellationToken);
}
