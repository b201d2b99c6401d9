namespace SlackAgents.Playground.GitHub;
internal sealed record GitHubSettings { }
