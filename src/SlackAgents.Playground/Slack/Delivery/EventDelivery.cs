namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>One event and how its deliveries went.</summary>
internal sealed record EventDelivery(string EventId, string EventType, string OuterJson, IReadOnlyList<DeliveryAttempt> Attempts)
{
    public bool Acknowledged => Attempts.Any(attempt => attempt.Acknowledged);
}
