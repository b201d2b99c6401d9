namespace SlackAgents.Playground.GitHub.Git;

internal sealed record CommitSummary(string Sha, string TreeSha, IReadOnlyList<string> Parents, string AuthorName, string AuthorEmail, DateTimeOffset At, string Message)
{
    public string Subject => Message.Split('\n')[0];
}
