using System.Text.Json.Nodes;
using SlackAgents.Playground.GitHub.Git;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>Repositories, branches, refs and comparisons.</summary>
internal static class RepositoryEndpoints
{
    public static Task<GitHubAnswer> RepositoryAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var json = SiteJson.Repository(call.State, call.Repository);
        json["permissions"] = new JsonObject
        {
            ["admin"] = false,
            ["push"] = call.Token!.Allows("contents", "write"),
            ["pull"] = call.Token!.Allows("contents", "read"),
        };
        return Task.FromResult(GitHubAnswer.Ok(json));
    }

    public static async Task<GitHubAnswer> BranchesAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var refs = await call.Repository.RefsAsync(cancellationToken);
        var branches = refs.Where(entry => entry.Key.StartsWith("refs/heads/", StringComparison.Ordinal))
            .Select(entry => Branch(call.Repository, entry.Key["refs/heads/".Length..], entry.Value))
            .ToList();
        return call.Page(branches, items => items);
    }

    public static async Task<GitHubAnswer> BranchAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var sha = await call.Repository.ResolveBranchAsync(call.Value("branch"), cancellationToken) ?? throw new GitHubRefusalException(404, "Branch not found");
        return GitHubAnswer.Ok(Branch(call.Repository, call.Value("branch"), sha));
    }

    public static async Task<GitHubAnswer> RefAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var name = "refs/" + call.Value("ref");
        var refs = await call.Repository.RefsAsync(cancellationToken);
        var sha = refs.GetValueOrDefault(name) ?? throw GitHubRefusalException.NotFound();
        return GitHubAnswer.Ok(new JsonObject { ["ref"] = name, ["object"] = new JsonObject { ["type"] = "commit", ["sha"] = sha } });
    }

    public static async Task<GitHubAnswer> CommitAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var sha = await call.Repository.ResolveAsync(call.Value("ref"), cancellationToken)
            ?? throw new GitHubRefusalException(422, $"No commit found for SHA: {call.Value("ref")}");
        var commits = await call.Repository.CommitsAsync(null, sha, cancellationToken);
        return GitHubAnswer.Ok(SiteJson.Commit(commits[^1]));
    }

    public static async Task<GitHubAnswer> CompareAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var range = call.Value("range").Split("...", 2);
        if (range.Length != 2)
        {
            throw GitHubRefusalException.NotFound();
        }

        var left = await call.Repository.ResolveAsync(range[0], cancellationToken) ?? throw GitHubRefusalException.NotFound();
        var right = await call.Repository.ResolveAsync(range[1], cancellationToken) ?? throw GitHubRefusalException.NotFound();
        if (call.Accept.Contains("diff", StringComparison.Ordinal))
        {
            return new GitHubAnswer(200, null) { RawText = await call.Repository.DiffAsync(left, right, cancellationToken) };
        }

        var ahead = await call.Repository.CommitsAsync(left, right, cancellationToken);
        var behind = await call.Repository.CommitsAsync(right, left, cancellationToken);
        var files = await call.Repository.ChangedFilesAsync(left, right, cancellationToken);
        var status = (ahead.Count, behind.Count) switch { (0, 0) => "identical", (_, 0) => "ahead", (0, _) => "behind", _ => "diverged" };
        return GitHubAnswer.Ok(new JsonObject
        {
            ["status"] = status,
            ["ahead_by"] = ahead.Count,
            ["behind_by"] = behind.Count,
            ["total_commits"] = ahead.Count,
            ["merge_base_commit"] = new JsonObject { ["sha"] = await call.Repository.MergeBaseAsync(left, right, cancellationToken) },
            ["commits"] = ahead.Take(250).Select(SiteJson.Commit).ToJsonArray(),
            ["files"] = files.Take(300).Select(FileOf).ToJsonArray(),
        });
    }

    public static JsonObject FileOf(ChangedFile file) => new()
    {
        ["filename"] = file.Path,
        ["status"] = file.Status,
        ["additions"] = file.Additions,
        ["deletions"] = file.Deletions,
        ["changes"] = file.Additions + file.Deletions,
    };

    private static JsonObject Branch(BareRepository repository, string name, string sha) => new()
    {
        ["name"] = name,
        ["commit"] = new JsonObject { ["sha"] = sha },
        ["protected"] = repository.Seed.ProtectedBranches.Contains(name, StringComparer.Ordinal),
    };
}
