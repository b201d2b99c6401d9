using SlackAgents.Core.Runs;

namespace SlackAgents.Host.SignIn;

/// <summary>What let a request in, so that a long stream can be asked about it again without reading anything.</summary>
/// <param name="Generation">Of the link; null when a session alone opened the run.</param>
/// <param name="EndsAt">When the first of link and session is over.</param>
/// <param name="BySession">A person was asked about: that has to be done again.</param>
internal sealed record TracePass(int? Generation, DateTimeOffset EndsAt, bool BySession)
{
    /// <summary>Whether the link still is one of the run's and nothing of it has ended.</summary>
    public bool Holds(Run run, DateTimeOffset now) => now < EndsAt && (Generation is null || Generation == run.LinkGeneration);
}
