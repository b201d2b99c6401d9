namespace SlackAgents.Playground.GitHub.Rest;

internal sealed record IssueComment(long Id, string Author, string Body, DateTimeOffset CreatedAt);
