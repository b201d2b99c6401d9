using System.Globalization;
using System.Text.Json.Nodes;
using SlackAgents.Playground.GitHub.Apps;
using SlackAgents.Playground.GitHub.Git;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>Installation tokens: minted narrow, used, revoked.</summary>
internal static class TokenEndpoints
{
    private const int MaxRepositories = 500;

    public static Task<GitHubAnswer> MintAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        if (call.Value("id") != call.State.Settings.InstallationId.ToString(CultureInfo.InvariantCulture))
        {
            throw GitHubRefusalException.NotFound();
        }

        if (call.State.IsSuspended)
        {
            throw new GitHubRefusalException(403, "This installation has been suspended");
        }

        var repositories = Narrowed(call);
        var permissions = Permissions(call);
        var token = call.State.Tokens.Mint(repositories?.Select(repository => repository.FullName).ToList(), permissions);
        var body = new JsonObject
        {
            ["token"] = token.Token,
            ["expires_at"] = SiteJson.Instant(token.ExpiresAt),
            ["permissions"] = SiteJson.Permissions(permissions),
            ["repository_selection"] = "selected",
        };
        if (repositories is not null)
        {
            body["repositories"] = repositories.Select(repository => SiteJson.Repository(call.State, repository)).ToJsonArray();
        }

        return Task.FromResult(GitHubAnswer.Created(body));
    }

    public static Task<GitHubAnswer> RevokeAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        call.State.Tokens.Revoke(call.Token!);
        return Task.FromResult(GitHubAnswer.Empty());
    }

    public static Task<GitHubAnswer> RepositoriesAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var visible = call.State.Installed.Where(repository => call.Token!.Covers(repository.FullName)).Select(repository => SiteJson.Repository(call.State, repository)).ToList();
        return Task.FromResult(call.Page(visible, items => new JsonObject
        {
            ["total_count"] = visible.Count,
            ["repository_selection"] = "selected",
            ["repositories"] = items,
        }));
    }

    private static List<BareRepository>? Narrowed(GitHubCall call)
    {
        var names = call.Body.List("repositories");
        var ids = call.Body.List("repository_ids");
        if ((call.Body.ContainsKey("repositories") && names is null) || (call.Body.ContainsKey("repository_ids") && ids is null))
        {
            throw new GitHubRefusalException(422, "Invalid request.\n\nFor 'properties/repositories', value is not an array.");
        }

        if (names is null && ids is null)
        {
            return null;
        }

        var wanted = (names ?? []).Select(name => call.State.Installed.FirstOrDefault(repository => string.Equals(repository.Name, AsText(name), StringComparison.OrdinalIgnoreCase)))
            .Concat((ids ?? []).Select(id => call.State.Installed.FirstOrDefault(repository => repository.Id.ToString(CultureInfo.InvariantCulture) == AsText(id))))
            .ToList();
        if (wanted.Count is 0 or > MaxRepositories || wanted.Contains(null))
        {
            throw new GitHubRefusalException(422, "There is at least one repository that does not exist or is not accessible to the parent installation.");
        }

        return [.. wanted.OfType<BareRepository>().Distinct()];
    }

    private static Dictionary<string, string> Permissions(GitHubCall call)
    {
        if (!call.Body.ContainsKey("permissions"))
        {
            return new Dictionary<string, string>(call.State.Granted, StringComparer.Ordinal);
        }

        var asked = call.Body.Child("permissions") ?? throw new GitHubRefusalException(422, "Invalid request.\n\nFor 'properties/permissions', value is not an object.");
        var permissions = new Dictionary<string, string>(StringComparer.Ordinal) { ["metadata"] = "read" };
        foreach (var (name, value) in asked)
        {
            if (!PermissionTable.IsKnown(name))
            {
                throw new GitHubRefusalException(422, $"Invalid request.\n\n\"{name}\" is not a permitted key.");
            }

            var level = AsText(value) ?? string.Empty;
            if (!PermissionTable.IsLevel(name, level))
            {
                throw new GitHubRefusalException(422, $"Invalid request.\n\nFor 'properties/{name}', \"{level}\" is not a possible value.");
            }

            if (!PermissionTable.Includes(call.State.Granted.GetValueOrDefault(name), level))
            {
                throw new GitHubRefusalException(422, "The permissions requested are not granted to this installation.");
            }

            permissions[name] = level;
        }

        return permissions;
    }

    private static string? AsText(JsonNode? node) => new JsonObject { ["value"] = node?.DeepClone() }.Text("value");
}
