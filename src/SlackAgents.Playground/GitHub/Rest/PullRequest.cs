using System.Collections.Immutable;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>A pull request as it stands now.</summary>
internal sealed record PullRequest(string Repository, int Number, string Title, string? Body, string HeadBranch, string BaseBranch)
{
    public bool IsDraft { get; init; }

    public bool IsOpen { get; init; } = true;

    public bool IsMerged { get; init; }

    public string Author { get; init; } = string.Empty;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public ImmutableList<string> Labels { get; init; } = [];

    public ImmutableList<IssueComment> Comments { get; init; } = [];
}
