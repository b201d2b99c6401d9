using System.Globalization;
using System.Text.Json.Nodes;
using SlackAgents.Playground.GitHub.Rest;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Users;

/// <summary>People, and what they may do with a repository.</summary>
internal static class UserEndpoints
{
    public static Task<GitHubAnswer> CurrentAsync(GitHubCall call, CancellationToken cancellationToken) => Task.FromResult(GitHubAnswer.Ok(Describe(call, call.User!)));

    public static Task<GitHubAnswer> ByIdAsync(GitHubCall call, CancellationToken cancellationToken) =>
        long.TryParse(call.Value("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && call.State.Users.Find(id) is { } person
            ? Task.FromResult(GitHubAnswer.Ok(Describe(call, person)))
            : throw GitHubRefusalException.NotFound();

    /// <summary><c>maintain</c> is shown as write and <c>triage</c> as read, with the role's own name beside it.</summary>
    public static Task<GitHubAnswer> PermissionAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        if (call.State.Users.Find(call.Value("login")) is not { } person)
        {
            throw GitHubRefusalException.NotFound();
        }

        var role = person.RoleOn(call.Repository.FullName) is "none" && !call.Repository.Seed.IsPrivate ? "read" : person.RoleOn(call.Repository.FullName);
        return Task.FromResult(GitHubAnswer.Ok(new JsonObject
        {
            ["permission"] = role switch { "maintain" => "write", "triage" => "read", _ => role },
            ["role_name"] = role,
            ["user"] = Describe(call, person),
        }));
    }

    /// <summary>docs.github.com/rest/apps/oauth-applications: delete an app token.</summary>
    public static Task<GitHubAnswer> RevokeAsync(GitHubCall call, CancellationToken cancellationToken) =>
        call.Value("client") == call.State.Settings.ClientId && call.State.Users.Revoke(call.Body.Text("access_token") ?? string.Empty)
            ? Task.FromResult(GitHubAnswer.Empty())
            : throw GitHubRefusalException.NotFound();

    private static JsonObject Describe(GitHubCall call, SitePerson person) => new()
    {
        ["login"] = person.Login,
        ["id"] = person.Id,
        ["type"] = "User",
        ["html_url"] = $"{call.State.BaseUrl}/git-web/{person.Login}",
    };
}
