namespace SlackAgents.Host.Traces;

/// <summary>
/// Facts of a run that stand above its timeline: sent with the page, and again whenever the run changes.
/// <c>src/viewer/src/trace/head.ts</c> is the other side of it and says what the fields mean.
/// </summary>
internal sealed record RunHead
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string State { get; init; }

    public required bool AtRest { get; init; }

    public RunEnd? Reason { get; init; }

    public string? Detail { get; init; }

    public required RunRequester Requester { get; init; }

    public required string Channel { get; init; }

    public required string Surface { get; init; }

    public required string Repository { get; init; }

    public required string RepositoryChoice { get; init; }

    public required string Branch { get; init; }

    public string? Base { get; init; }

    public string? BaseSha { get; init; }

    public string? PushedSha { get; init; }

    public required string Harness { get; init; }

    public required string HarnessName { get; init; }

    public required string Model { get; init; }

    public required string Provider { get; init; }

    public string? FellBackFrom { get; init; }

    public RunEnvironment? Environment { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset StateSince { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required int Turn { get; init; }

    public required RunTokens Usage { get; init; }

    public required RunLimits Limits { get; init; }

    public required bool Push { get; init; }

    public RunPullRequest? PullRequest { get; init; }

    public RunChanges? Changes { get; init; }

    public RunApproval? Approval { get; init; }

    /// <summary>Sequence of the newest record when this was made.</summary>
    public required long Last { get; init; }
}

internal sealed record RunEnd(string Code, string Sentence, string Next);

internal sealed record RunRequester(string Id, string Name);

internal sealed record RunEnvironment(string Image, string? Runtime, double Cpus, int MemoryMb, string Network);

internal sealed record RunTokens(long InputTokens, long CachedInputTokens, long OutputTokens, long TotalTokens, decimal CostUsd);

internal sealed record RunLimits(decimal CostUsd, long Tokens, double TurnSeconds, double SilenceSeconds);

internal sealed record RunPullRequest(int Number, string Url, string? State, string? Checks);

internal sealed record RunChanges(int Files, int Added, int Removed, IReadOnlyList<RunChangedFile> List);

internal sealed record RunChangedFile(string Path, int? Added, int? Removed);

internal sealed record RunApproval(string State, string? By, DateTimeOffset? At, string? Commit);
