using System.Text.Json.Nodes;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>What is checked of a commit: docs.github.com/rest/checks/runs and docs.github.com/rest/commits/statuses.</summary>
internal static class CheckEndpoints
{
    public static async Task<GitHubAnswer> RunsAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var sha = await ShaAsync(call, cancellationToken);
        var runs = call.State.Checks.Of(sha).Where(check => !check.IsStatus).Select(check => new JsonObject
        {
            ["name"] = check.Name,
            ["head_sha"] = sha,
            ["status"] = check.Status,
            ["conclusion"] = check.Conclusion,
        }).ToList();
        return call.Page(runs, items => new JsonObject { ["total_count"] = runs.Count, ["check_runs"] = items });
    }

    public static async Task<GitHubAnswer> StatusAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var sha = await ShaAsync(call, cancellationToken);
        var statuses = call.State.Checks.Of(sha).Where(check => check.IsStatus).Select(check => new JsonObject
        {
            ["context"] = check.Name,
            ["state"] = check.Status == "completed" ? check.Conclusion : "pending",
        }).ToList();
        return call.Page(statuses, items => new JsonObject { ["sha"] = sha, ["total_count"] = statuses.Count, ["statuses"] = items });
    }

    private static async Task<string> ShaAsync(GitHubCall call, CancellationToken cancellationToken) =>
        await call.Repository.ResolveAsync(call.Value("ref")!, cancellationToken)
        ?? throw new GitHubRefusalException(422, $"No commit found for SHA: {call.Value("ref")}");
}
