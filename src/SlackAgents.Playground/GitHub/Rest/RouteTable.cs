using SlackAgents.Playground.GitHub.Users;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>The endpoints offered, with the permission each needs. docs.github.com/rest/authentication/permissions-required-for-github-apps</summary>
internal static class RouteTable
{
    private const string Repo = "/repos/{owner}/{repo}";

    public static IReadOnlyList<GitHubRoute> All { get; } =
    [
        new("GET", "/app", GitHubAuth.App, AppEndpoints.AppAsync),
        new("GET", "/app/installations", GitHubAuth.App, AppEndpoints.InstallationsAsync),
        new("GET", "/app/installations/{id}", GitHubAuth.App, AppEndpoints.InstallationAsync),
        new("GET", Repo + "/installation", GitHubAuth.App, AppEndpoints.RepositoryInstallationAsync),
        new("GET", "/orgs/{owner}/installation", GitHubAuth.App, AppEndpoints.OwnerInstallationAsync),
        new("GET", "/users/{owner}/installation", GitHubAuth.App, AppEndpoints.OwnerInstallationAsync),
        new("POST", "/app/installations/{id}/access_tokens", GitHubAuth.App, TokenEndpoints.MintAsync)
        {
            BodyFields = ["repositories", "repository_ids", "permissions"],
        },
        new("DELETE", "/installation/token", GitHubAuth.Installation, TokenEndpoints.RevokeAsync),
        new("GET", "/installation/repositories", GitHubAuth.Installation, TokenEndpoints.RepositoriesAsync),

        new("GET", Repo, GitHubAuth.Installation, RepositoryEndpoints.RepositoryAsync) { AnyPermission = ["metadata=read"] },
        new("GET", Repo + "/branches", GitHubAuth.Installation, RepositoryEndpoints.BranchesAsync) { AnyPermission = ["contents=read"] },
        new("GET", Repo + "/branches/{*branch}", GitHubAuth.Installation, RepositoryEndpoints.BranchAsync) { AnyPermission = ["contents=read"] },
        new("GET", Repo + "/git/ref/{*ref}", GitHubAuth.Installation, RepositoryEndpoints.RefAsync) { AnyPermission = ["contents=read"] },
        new("GET", Repo + "/compare/{*range}", GitHubAuth.Installation, RepositoryEndpoints.CompareAsync) { AnyPermission = ["contents=read"] },
        new("GET", Repo + "/commits/{ref}/check-runs", GitHubAuth.Installation, CheckEndpoints.RunsAsync) { AnyPermission = ["checks=read"] },
        new("GET", Repo + "/commits/{ref}/status", GitHubAuth.Installation, CheckEndpoints.StatusAsync) { AnyPermission = ["statuses=read"] },
        new("GET", Repo + "/commits/{*ref}", GitHubAuth.Installation, RepositoryEndpoints.CommitAsync) { AnyPermission = ["contents=read"] },

        new("GET", Repo + "/pulls", GitHubAuth.Installation, PullEndpoints.ListAsync) { AnyPermission = ["pull_requests=read"] },
        new("POST", Repo + "/pulls", GitHubAuth.Installation, PullEndpoints.CreateAsync)
        {
            AnyPermission = ["pull_requests=write"],
            BodyFields = ["title", "head", "head_repo", "base", "body", "maintainer_can_modify", "draft", "issue"],
            RequiredFields = ["head", "base"],
        },
        new("GET", Repo + "/pulls/{number}", GitHubAuth.Installation, PullEndpoints.GetAsync) { AnyPermission = ["pull_requests=read"] },
        new("PATCH", Repo + "/pulls/{number}", GitHubAuth.Installation, PullEndpoints.UpdateAsync)
        {
            AnyPermission = ["pull_requests=write"],
            BodyFields = ["title", "body", "state", "base", "maintainer_can_modify"],
        },
        new("GET", Repo + "/pulls/{number}/files", GitHubAuth.Installation, PullEndpoints.FilesAsync) { AnyPermission = ["pull_requests=read"] },

        new("GET", Repo + "/issues/{number}/comments", GitHubAuth.Installation, IssueEndpoints.CommentsAsync) { AnyPermission = ["issues=read", "pull_requests=read"] },
        new("POST", Repo + "/issues/{number}/comments", GitHubAuth.Installation, IssueEndpoints.CommentAsync)
        {
            AnyPermission = ["issues=write", "pull_requests=write"],
            BodyFields = ["body"],
            RequiredFields = ["body"],
        },
        new("POST", Repo + "/issues/{number}/labels", GitHubAuth.Installation, IssueEndpoints.LabelAsync)
        {
            AnyPermission = ["issues=write", "pull_requests=write"],
            BodyFields = ["labels"],
            RequiredFields = ["labels"],
        },

        new("GET", "/user", GitHubAuth.User, UserEndpoints.CurrentAsync),
        new("GET", "/user/{id}", GitHubAuth.Optional, UserEndpoints.ByIdAsync),
        new("DELETE", "/applications/{client}/token", GitHubAuth.Client, UserEndpoints.RevokeAsync) { BodyFields = ["access_token"], RequiredFields = ["access_token"] },
        new("GET", Repo + "/collaborators/{login}/permission", GitHubAuth.Installation, UserEndpoints.PermissionAsync) { AnyPermission = ["metadata=read"] },
        new("GET", "/users/{login}", GitHubAuth.Optional, AppEndpoints.UserAsync),
        new("GET", "/rate_limit", GitHubAuth.Optional, AppEndpoints.RateLimitAsync),
        new("GET", "/", GitHubAuth.Optional, AppEndpoints.RootAsync),
        new("GET", "", GitHubAuth.Optional, AppEndpoints.RootAsync),
    ];
}
