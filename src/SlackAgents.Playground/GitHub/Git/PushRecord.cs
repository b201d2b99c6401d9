namespace SlackAgents.Playground.GitHub.Git;

/// <summary>One ref that a push changed. A new ref has no <see cref="OldSha"/>, a deleted one no <see cref="NewSha"/>.</summary>
internal sealed record PushRecord(string Repository, string Ref, string? OldSha, string? NewSha, string Token, DateTimeOffset At);
