using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs.PullRequests;

/// <summary>When a run's pull request is looked at next.</summary>
/// <param name="Sha">The commit that it is about; a newer one begins anew.</param>
/// <param name="Attempt">Looks that were taken since the push.</param>
internal sealed record PullRequestLook(RunId Run, string Sha, int Attempt, DateTimeOffset Due)
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4),
        TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    /// <summary>A day's worth of looks; after that only a webhook tells.</summary>
    private const int MaxAttempts = 32;

    public static PullRequestLook First(RunId run, string sha, DateTimeOffset now) => new(run, sha, 0, now + Pauses[0]);

    /// <summary>Null when it was looked at often enough.</summary>
    public PullRequestLook? Next(DateTimeOffset now) =>
        Attempt + 1 >= MaxAttempts ? null : this with { Attempt = Attempt + 1, Due = now + Pauses[Math.Min(Attempt + 1, Pauses.Length - 1)] };
}
