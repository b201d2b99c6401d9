namespace SlackAgents.Playground.Model;

/// <summary>Why a request is refused.</summary>
/// <param name="Message">In the vendor's words; null for its usual sentence.</param>
internal sealed record ModelFailure(int Status, int RetryAfterSeconds, string? Message = null)
{
    /// <summary>Whether the vendor says when to come back.</summary>
    public bool IsTemporary => Status is 429 or 503 or 529;
}
