namespace SlackAgents.Playground.GitHub.Git;

internal sealed record ChangedFile(string Path, string Status, int Additions, int Deletions);
