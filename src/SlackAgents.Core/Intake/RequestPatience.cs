namespace SlackAgents.Core.Intake;

/// <summary>How long a request is tried again before the person is told that it was not done.</summary>
internal sealed class RequestPatience(TimeProvider time)
{
    /// <summary>Shorter than the inbox's own attempts last in sum, so that nobody is left without an answer.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public bool IsOver(DateTimeOffset receivedAt) => time.GetUtcNow() - receivedAt > Limit;
}
