using SlackAgents.Core.Ids;

namespace SlackAgents.Host.Tryout;

/// <summary>How the tryout was asked for.</summary>
internal sealed record TryoutRequest
{
    /// <summary>One task, then leave; null stays until it is stopped.</summary>
    public string? Task { get; init; }

    public bool Json { get; init; }

    public RepositoryName? Repository { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    public IReadOnlyList<string> Overrides { get; init; } = [];
}
