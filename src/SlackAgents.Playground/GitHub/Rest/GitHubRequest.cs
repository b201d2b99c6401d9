namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>A REST request as the site saw it. The token is the installation token used, if one was.</summary>
internal sealed record GitHubRequest(string Method, string Path, string Query, string? BodyJson, int HttpStatus, string? Token, DateTimeOffset At);
