namespace SlackAgents.Playground.GitHub.Git;

/// <summary>A repository to create: its files, and whether the app is installed on it.</summary>
internal sealed record RepositorySeed(string Owner, string Name, IReadOnlyDictionary<string, string> Files)
{
    public string Description { get; init; } = string.Empty;

    public bool IsPrivate { get; init; } = true;

    public bool IsInstalled { get; init; } = true;

    public bool IsArchived { get; init; }

    public bool SupportsDrafts { get; init; } = true;

    public IReadOnlyList<string> ProtectedBranches { get; init; } = [];
}
