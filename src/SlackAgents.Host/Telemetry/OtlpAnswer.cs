namespace SlackAgents.Host.Telemetry;

/// <summary>What a collector said to spans.</summary>
/// <param name="Taken">It has them.</param>
/// <param name="IsFinal">Not taken, and the same spans never will be.</param>
/// <param name="Sentence">Why not; empty when they were taken.</param>
/// <param name="RetryAfter">How long it asks to be left alone.</param>
internal sealed record OtlpAnswer(bool Taken, bool IsFinal, string Sentence, TimeSpan? RetryAfter)
{
    public static OtlpAnswer Yes { get; } = new(Taken: true, IsFinal: false, string.Empty, null);

    public static OtlpAnswer Later(string sentence, TimeSpan? retryAfter = null) => new(Taken: false, IsFinal: false, sentence, retryAfter);

    public static OtlpAnswer Never(string sentence) => new(Taken: false, IsFinal: true, sentence, null);
}
