namespace SlackAgents.GitHub.Authentication;

/// <summary>The App as <c>GET /app</c> describes it.</summary>
internal sealed record GitHubApp(long Id, string Slug, string Name, Uri? HtmlUrl, IReadOnlyDictionary<string, string>? Permissions);
