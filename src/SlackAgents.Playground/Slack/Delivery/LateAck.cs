namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>A payload that was not acknowledged in time. <see cref="ArrivedAfter"/> is null until, and unless, the acknowledgement came later.</summary>
internal sealed record LateAck(string Type, string EnvelopeId, DateTimeOffset SentAt)
{
    public TimeSpan? ArrivedAfter { get; init; }
}
