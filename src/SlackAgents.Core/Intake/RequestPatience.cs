namespace SlackAgents.Core.Intake;

/// <summary>How long a request is tried again before the person is told that it was not done.</summary>
internal sealed class RequestPatience(TimeProvider time)
{
    /// <summary>Shorter than the inbox's own attempts last in sum, so that nobody is left without an answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>A card is posted within seconds; what comes later is not a reply to one that is still under way.</summary>
    private static readonly TimeSpan CardIsUnderWay = TimeSpan.FromSeconds(20);

    /// <summary>Whether a reply is so young that the card it may belong to can still be on its way into the store.</summary>
    public bool MayPrecedeItsCard(DateTimeOffset receivedAt) => time.GetUtcNow() - receivedAt < CardIsUnderWay;

    public bool IsOver(DateTimeOffset receivedAt) => time.GetUtcNow() - receivedAt > Limit;
}
