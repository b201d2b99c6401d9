using System.Globalization;
using System.Text.Json.Nodes;
using SlackAgents.Playground.GitHub.Git;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>The objects that several endpoints answer with.</summary>
internal static class SiteJson
{
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Permissions(IReadOnlyDictionary<string, string> permissions) =>
        new(permissions.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));

    public static JsonObject Owner(SiteState state) => new()
    {
        ["login"] = state.Settings.Owner,
        ["id"] = 9001,
        ["type"] = "Organization",
        ["html_url"] = $"{state.BaseUrl}/git-web/{state.Settings.Owner}",
    };

    public static JsonObject Bot(SiteState state) => new()
    {
        ["login"] = state.BotLogin,
        ["id"] = state.Settings.BotUserId,
        ["type"] = "Bot",
        ["html_url"] = $"{state.BaseUrl}/git-web/apps/{state.Settings.Slug}",
    };

    public static JsonObject Repository(SiteState state, BareRepository repository) => new()
    {
        ["id"] = repository.Id,
        ["node_id"] = $"R_{repository.Id}",
        ["name"] = repository.Name,
        ["full_name"] = repository.FullName,
        ["private"] = repository.Seed.IsPrivate,
        ["owner"] = Owner(state),
        ["html_url"] = $"{state.BaseUrl}/git-web/{repository.FullName}",
        ["url"] = $"{state.BaseUrl}{GitHubApi.Prefix}/repos/{repository.FullName}",
        ["clone_url"] = $"{state.BaseUrl}/git/{repository.FullName}.git",
        ["description"] = repository.Seed.Description,
        ["fork"] = false,
        ["archived"] = repository.Seed.IsArchived,
        ["disabled"] = false,
        ["visibility"] = repository.Seed.IsPrivate ? "private" : "public",
        ["default_branch"] = BareRepository.DefaultBranch,
    };

    public static JsonObject Installation(SiteState state) => new()
    {
        ["id"] = state.Settings.InstallationId,
        ["account"] = Owner(state),
        ["repository_selection"] = "selected",
        ["access_tokens_url"] = $"{state.BaseUrl}{GitHubApi.Prefix}/app/installations/{state.Settings.InstallationId}/access_tokens",
        ["repositories_url"] = $"{state.BaseUrl}{GitHubApi.Prefix}/installation/repositories",
        ["html_url"] = $"{state.BaseUrl}/git-web/organizations/{state.Settings.Owner}/settings/installations/{state.Settings.InstallationId}",
        ["app_id"] = state.Settings.AppId,
        ["app_slug"] = state.Settings.Slug,
        ["client_id"] = state.Settings.ClientId,
        ["target_type"] = "Organization",
        ["permissions"] = Permissions(state.Granted),
        ["events"] = new JsonArray("pull_request", "issue_comment"),
        ["suspended_at"] = state.IsSuspended ? Instant(state.Time.GetUtcNow()) : null,
    };

    public static JsonObject Commit(CommitSummary commit) => new()
    {
        ["sha"] = commit.Sha,
        ["commit"] = new JsonObject
        {
            ["message"] = commit.Message,
            ["tree"] = new JsonObject { ["sha"] = commit.TreeSha },
            ["author"] = new JsonObject { ["name"] = commit.AuthorName, ["email"] = commit.AuthorEmail, ["date"] = Instant(commit.At) },
        },
        ["parents"] = commit.Parents.Select(parent => new JsonObject { ["sha"] = parent }).ToJsonArray(),
    };

    public static async Task<JsonObject> PullAsync(SiteState state, BareRepository repository, PullRequest pull, CancellationToken cancellationToken)
    {
        var headSha = await repository.ResolveBranchAsync(pull.HeadBranch, cancellationToken);
        var baseSha = await repository.ResolveBranchAsync(pull.BaseBranch, cancellationToken);
        return new JsonObject
        {
            ["id"] = (repository.Id * 1000) + pull.Number,
            ["node_id"] = $"PR_{repository.Id}_{pull.Number}",
            ["number"] = pull.Number,
            ["url"] = $"{state.BaseUrl}{GitHubApi.Prefix}/repos/{repository.FullName}/pulls/{pull.Number}",
            ["html_url"] = $"{state.BaseUrl}/git-web/{repository.FullName}/pull/{pull.Number}",
            ["state"] = pull.IsOpen ? "open" : "closed",
            ["draft"] = pull.IsDraft,
            ["merged"] = pull.IsMerged,
            ["mergeable"] = pull.IsOpen ? true : null,
            ["mergeable_state"] = pull.IsDraft ? "draft" : "clean",
            ["title"] = pull.Title,
            ["body"] = pull.Body,
            ["user"] = Bot(state),
            ["labels"] = pull.Labels.Select(label => new JsonObject { ["name"] = label }).ToJsonArray(),
            ["created_at"] = Instant(pull.CreatedAt),
            ["updated_at"] = Instant(pull.UpdatedAt),
            ["head"] = Side(state, repository, pull.HeadBranch, headSha),
            ["base"] = Side(state, repository, pull.BaseBranch, baseSha),
        };
    }

    private static JsonObject Side(SiteState state, BareRepository repository, string branch, string? sha) => new()
    {
        ["label"] = $"{repository.Owner}:{branch}",
        ["ref"] = branch,
        ["sha"] = sha,
        ["repo"] = Repository(state, repository),
    };
}
